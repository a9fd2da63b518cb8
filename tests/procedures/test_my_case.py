"""Trường hợp của tôi: one question a page, the answers in the address, exactly my papers at the end."""

import json
import re
from uuid import uuid4

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError

from procedures.flow_paths import paths_and_faults
from procedures.models import Office
from procedures.models.flows import FlowBlock
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, make_record, store

pytestmark = pytest.mark.django_db


def answer(label, following=None, papers="", **fields):
    empty = {
        "case": "",
        "fee": "",
        "place": "",
        "time": "",
        "working_days": None,
        "note": "",
        "guide": None,
    }
    return {
        "type": "item",
        "id": str(uuid4()),
        "value": empty | {"label": label, "next": following, "papers": papers} | fields,
    }


def question(text, *answers):
    return {"type": "question", "value": {"text": text, "help": "", "answers": list(answers)}}


FLOW = [
    {"type": "always", "value": "Tờ khai"},
    question(
        "Cha mẹ đã kết hôn chưa?",
        answer("Đã kết hôn", 2),
        answer("Chưa", 2, "Giấy nhận cha cho con"),
    ),
    question(
        "Có giấy chứng sinh không?",
        answer("Có", None, "Giấy chứng sinh", fee="Miễn phí", working_days=0),
        answer("Không có", None, "Văn bản của người làm chứng", note="Hỏi cán bộ trước."),
    ),
]


@pytest.fixture
def guide():
    paper = make_record()["cases"][0]["papers"][0]
    papers = [
        paper,
        {**paper, "name": "Giấy chứng sinh do bệnh viện cấp"},
        {**paper, "name": "Hộ chiếu"},
    ]
    procedure = store(cases=[{"name": "", "papers": papers}])
    return make_guide(make_index(make_home()), procedure, flow=json.dumps(FLOW))


def test_one_question_a_page_by_plain_links(client, guide):
    page = client.get(guide.url).content.decode()
    assert f'href="{guide.url}truong-hop/"' in page
    first = client.get(f"{guide.url}truong-hop/").content.decode()
    assert "Cha mẹ đã kết hôn chưa?" in first
    assert "chứng sinh" not in first
    assert f'href="{guide.url}truong-hop/2/"' in first
    second = client.get(f"{guide.url}truong-hop/2/").content.decode()
    assert "Có giấy chứng sinh không?" in second
    assert f'href="{guide.url}truong-hop/"' in second  # back


def test_at_the_end_stand_exactly_my_papers_fee_day_and_a_code(client, guide):
    response = client.get(f"{guide.url}truong-hop/1-1/")
    page = response.content.decode()
    papers = re.findall(r'type="checkbox"><span>([^<]+)', page)
    assert papers == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh do bệnh viện cấp"]
    assert "Miễn phí" in page
    assert "Nộp bây giờ thì có kết quả" in page
    assert '<svg role="img"' in page
    assert not response.cookies
    other = client.get(f"{guide.url}truong-hop/2-2/").content.decode()
    assert "Giấy nhận cha cho con" in other
    assert "Văn bản của người làm chứng" in other
    assert "Hỏi cán bộ trước." in other


@pytest.mark.parametrize("path", ["3", "1-3", "1-1-1", "x", "1--1", "9" * 40, "-".join(["1"] * 40)])
def test_an_address_that_names_no_case_is_not_found(client, guide, path):
    assert client.get(f"{guide.url}truong-hop/{path}/").status_code == 404


def test_a_guide_without_questions_has_no_such_page(client):
    guide = make_guide(make_index(make_home()), store())
    assert client.get(f"{guide.url}truong-hop/").status_code == 404


def test_the_editor_sees_every_path_and_papers_that_none_reaches(guide):
    paths, faults = paths_and_faults(guide)
    assert [labels for labels, _, _ in paths] == [
        ["Đã kết hôn", "Có"], ["Đã kết hôn", "Không có"], ["Chưa", "Có"], ["Chưa", "Không có"],
    ]  # fmt: skip
    assert faults == ["Không đường nào tới giấy: Hộ chiếu"]


def test_a_question_that_leads_back_is_refused():
    block = FlowBlock()
    value = block.to_python([question("Một?", answer("A", 1), answer("B"))])
    with pytest.raises(StreamBlockValidationError) as caught:
        block.clean(value)
    assert "đứng sau" in str(caught.value.non_block_errors)


def test_at_the_end_stands_the_door_that_handles_it_not_always_the_commune(client):
    procedure = store(agencies=[{"role": "handling", "name": "Công an cấp xã"}])
    guide = make_guide(make_index(make_home()), procedure, flow=json.dumps(FLOW))
    Office.objects.create(kind="police", name="Công an xã Tả Lủng", telephone="0219 3000 113")
    page = client.get(f"{guide.url}truong-hop/1-1/")
    assert page.context["place"] == "Công an xã Tả Lủng"
    assert page.context["desk_telephone"] == "0219 3000 113"
