"""Many pages at once are the pages that the editor would have made one by one."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from pages.adding import add_together
from procedures.models import SignpostPage
from tests.factories import make_home
from tests.procedures.making import make_index

pytestmark = pytest.mark.django_db
_THEN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
_OF_ITS_OWN = {"id", "page_ptr_id", "path", "slug", "url_path", "translation_key"}


@pytest.fixture
def index():
    return make_index(make_home())


def signpost(title="Hộ chiếu: làm mới", **fields):
    return SignpostPage(
        title=title,
        lead="Công an làm.",
        first_published_at=_THEN,
        last_published_at=_THEN,
        **fields,
    )


def values(page):
    stored = SignpostPage.objects.get(pk=page.pk)
    names = {field.attname for field in stored._meta.concrete_fields} - _OF_ITS_OWN
    return {name: getattr(stored, name) for name in names}


def test_the_rows_are_those_of_a_page_that_is_added_alone(index):
    alone = index.add_child(instance=signpost())
    [added] = add_together(index, [signpost()])
    assert values(added) == values(alone)
    assert added.slug == f"{alone.slug}-2"
    assert {child.pk for child in index.get_children()} == {alone.pk, added.pk}
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_with_the_first_of_them_follows_behind_the_last(client, index):
    add_together(index, [signpost(f"Việc {number}") for number in range(40)])
    last = index.add_child(instance=signpost("Việc cuối"))
    titles = list(Page.objects.child_of(index).order_by("path").values_list("title", flat=True))
    assert titles == [*(f"Việc {number}" for number in range(40)), "Việc cuối"]
    assert Page.objects.get(pk=index.pk).numchild == 41
    assert last.path == max(Page.objects.values_list("path", flat=True))
    assert client.get(Page.objects.get(title="Việc 39").url).status_code == 200


def test_each_costs_one_statement_of_its_own(index, django_assert_max_num_queries):
    with django_assert_max_num_queries(30 + 12):
        add_together(index, [signpost(f"Việc {number}") for number in range(30)])


def test_one_that_does_not_fit_leaves_nothing_behind(index):
    with pytest.raises(ValidationError):
        add_together(index, [signpost(), signpost("x" * 300)])
    assert not SignpostPage.objects.exists()
