"""The task tiles of the front page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.blocks import TasksBlock
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, make_many, store

pytestmark = pytest.mark.django_db


def tiles(index, *guides):
    block = TasksBlock()
    value = block.to_python(
        {"heading": "Việc", "index": index.pk, "guides": [guide.pk for guide in guides]}
    )
    return block.get_context(value)["tiles"]


@pytest.fixture
def index():
    return make_index(make_home())


def test_the_most_used_come_by_themselves(index):
    first = make_guide(index, store(), common_rank=2)
    second = make_guide(index, store(code="1.000894"), title="Kết hôn", common_rank=1)
    make_guide(index, store(code="1.000656"), title="Ít gặp")
    assert tiles(index) == [second, first]


def test_editors_choose_and_order(index):
    first, second = (
        make_guide(index, store()),
        make_guide(index, store(code="1.000894"), title="Kết hôn"),
    )
    second.unpublish()
    assert tiles(index, second, first) == [first]


def test_a_tile_says_fee_and_time_in_residents_words(index):
    make_guide(index, store(), common_rank=1, friendly_name="Khai sinh cho con")
    block = TasksBlock()
    html = block.render(block.to_python({"heading": "Việc", "index": index.pk, "guides": []}))
    assert "Khai sinh cho con" in html
    assert "Miễn phí nếu đúng hạn; 3 ngày làm việc" in html


def test_six_tiles_cost_what_one_costs(index):
    def cost():
        with CaptureQueriesContext(connection) as counted:
            [(tile.version, tile.url) for tile in tiles(index)]
        return len(counted)

    make_guide(index, store(), common_rank=1)
    cost()
    one = cost()
    make_many(index, 8)
    index.get_children().specific()
    for place, guide in enumerate(index.get_children().specific(), 1):
        guide.common_rank = place
        guide.save()
    assert len(tiles(index)) == 6
    assert cost() == one
