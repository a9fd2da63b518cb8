"""Pages behind a password: out of every list, and no burden to the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from pages.restrictions import open_to_all
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home(), "Tin tức")


def close(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")


def test_a_closed_page_takes_all_below_it_along_and_nothing_beside_it(section):
    closed = make_section(section, "Nội bộ")
    make_article(closed, "Kín")
    beside = make_article(section, "Mở")
    close(closed)
    below = Page.objects.descendant_of(section)
    assert list(open_to_all(below)) == list(below.public()) == [beside.page_ptr]


def test_what_is_opened_again_is_listed_at_once(section):
    article = make_article(section, "Bài")
    close(article)
    assert not open_to_all(Page.objects.filter(pk=article.pk)).exists()
    PageViewRestriction.objects.all().delete()
    assert open_to_all(Page.objects.filter(pk=article.pk)).exists()


def test_open_pages_cost_no_query_more_when_another_page_is_closed(client, section):
    def count():
        client.get(section.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(section.url)
        return len(queries)

    make_article(section, "Mở")
    closed = make_section(section, "Nội bộ")
    before = count()
    close(closed)
    assert count() == before
