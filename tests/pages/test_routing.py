"""An address leads to its page in two queries, and everywhere that Wagtail's own way leads."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import PlainPage
from links.models import Link, LinkGroup, Navigation
from news.models import PinnedArticle
from pages.routing import deepest_page
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_home()


def test_a_page_four_levels_down_is_found_with_its_trail_in_two_queries(
    home, django_assert_num_queries
):
    section = make_section(home, "Tin tức")
    below = make_section(section, "Chuyển đổi số")
    article = make_article(below, "Bài")
    deepest_page(home, ["tin-tuc"])  # content types are learnt once
    deepest_page(home, ["tin-tuc", "chuyen-doi-so", "bai"])
    with django_assert_num_queries(2):
        page, rest = deepest_page(home, ["tin-tuc", "chuyen-doi-so", "bai"])
    assert (page, rest) == (article, [])
    assert page.trail == [home, section.page_ptr, below.page_ptr]


def test_what_is_left_of_an_address_is_handed_on(home):
    section = make_section(home, "Tin tức")
    assert deepest_page(home, ["tin-tuc", "khong-co", "gi-ca"]) == (section, ["khong-co", "gi-ca"])
    assert deepest_page(home, ["khong-co"]) == (home, ["khong-co"])


def test_a_page_of_another_site_with_the_same_names_is_not_taken(home):
    other = make_home("xa-khac.test", is_default=False)
    make_article(make_section(other, "Tin tức"), "Bài")
    assert Client().get("/tin-tuc/bai/").status_code == 404
    assert Client(headers={"host": "xa-khac.test"}).get("/tin-tuc/bai/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/tin-tuc/bai/", "/tin-tuc/khong/bai/", "/bai/", "/tin-tuc/tin-tuc/"]
)
def test_only_the_whole_address_counts(home, address):
    make_article(make_section(home, "Tin tức"), "Bài", live=False)
    assert Client().get(address).status_code == 404


def test_a_published_page_below_an_unpublished_one_is_reached_as_in_wagtail(home):
    parent = home.add_child(instance=PlainPage(title="Giới thiệu", live=False))
    child = parent.add_child(instance=PlainPage(title="Lịch sử"))
    assert Client().get(child.url).status_code == 200
    assert Client().get(parent.url).status_code == 404


def _full_article(home):
    """An article as on the seed portal: pictures, tags, pinned news, menu, links."""
    section = make_section(make_section(home, "Tin tức"), "Chuyển đổi số")
    others = [make_article(section, cover=make_image()) for _ in range(8)]
    figures = [{"image": {"image": make_image().pk, "alt_text": "Ảnh"}, "caption": ""}] * 2
    body = [
        {"type": "figure_row", "value": {"figures": figures}},
        {"type": "text", "value": "<p>Chữ</p>"},
    ]
    article = make_article(section, "Bài chính", lead="Sa-pô", body=json.dumps(body))
    article.tags.add("cải cách")
    article.pinned_articles.add(PinnedArticle(pinned=others[0]))
    article.save()
    group = LinkGroup.objects.create()
    Link.objects.create(group=group, name="Tỉnh", url="https://tinh.example/")
    Link.objects.create(group=group, name="Tin", page=section)
    navigation = Navigation.for_site(home.get_site())
    navigation.menu = [("item", {"page": section, "label": "", "url": ""})]
    navigation.link_groups = [("group", group)]
    navigation.save()
    return article


def test_a_full_article_costs_ten_queries_at_most_when_its_section_was_read_before(home):
    article = _full_article(home)
    Client().get(make_article(article.get_parent(), "Bài đọc trước").url)
    Client().get(article.url)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(article.url).status_code == 200
    assert len(queries) <= 10, [query["sql"] for query in queries]
