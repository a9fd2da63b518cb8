"""sitemap.xml, the site map for people, robots.txt."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from addresses import views
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture
def section():
    return make_section(make_home(), "Tin tức")


def locations(response):
    tree = etree.fromstring(response.content)
    return [element.text for element in tree.findall("s:url/s:loc", NAMESPACES)]


def test_every_public_page_stands_in_the_sitemap_once_and_answers(client, section):
    make_article(section, "Bài một")
    make_article(section, "Bài nháp", live=False)
    hidden = make_section(section.get_parent(), "Kín")
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    found = locations(client.get("/sitemap.xml"))
    assert found == [
        "http://localhost/", "http://localhost/tin-tuc/", "http://localhost/tin-tuc/bai-mot/",
    ]  # fmt: skip
    for location in found:
        assert client.get(location.removeprefix("http://localhost")).status_code == 200


def test_an_article_brings_its_picture_and_is_news_for_two_days(client, section):
    make_article(section, "Cũ", at=(2020, 1, 1, 8, 0))
    fresh = make_article(section, "Mới & nóng", cover=make_image())
    fresh.published_at = timezone.now()
    fresh.save()
    tree = etree.fromstring(client.get("/sitemap-tin.xml").content)
    assert tree.xpath("//news:title/text()", namespaces=NAMESPACES) == ["Mới & nóng"]
    images = tree.xpath("//image:loc/text()", namespaces=NAMESPACES)
    assert len(images) == 1
    assert images[0].startswith("http://localhost/media/images/")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-tin.xml"])
def test_a_sitemap_follows_its_schema(client, section, sitemap_faults, path):
    make_article(section, "Bài một", cover=make_image())
    assert sitemap_faults(client.get(path).content) == []


def test_a_sitemap_without_a_single_article_follows_its_schema_too(client, sitemap_faults):
    make_home()
    assert sitemap_faults(client.get("/sitemap-tin.xml").content) == []


def test_the_judge_of_sitemaps_sees_a_fault(client, section, sitemap_faults):
    wrong = client.get("/sitemap.xml").content.replace(b"</url>", b"<priority>2</priority></url>")
    assert sitemap_faults(wrong) != []


def test_very_many_pages_are_split_into_parts(client, section, monkeypatch):
    for number in range(5):
        make_article(section, f"Bài {number}")
    monkeypatch.setattr(views, "MAX_URLS", 3)
    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [element.text for element in index.findall("s:sitemap/s:loc", NAMESPACES)]
    found = [
        url
        for part in parts
        for url in locations(client.get(part.removeprefix("http://localhost")))
    ]
    assert len(found) == len(set(found)) == 7
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_articles_cost_no_query_each(client, section):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap-tin.xml")
            client.get("/sitemap.xml")
        return len(queries)

    for number in range(3):
        make_article(section, f"Bài {number}", cover=make_image())
    client.get("/sitemap-tin.xml")
    few = count()
    for number in range(9):
        make_article(section, f"Bài thêm {number}", cover=make_image())
    client.get("/sitemap-tin.xml")
    assert count() == few


def test_a_site_lists_only_its_own_pages(client, section):
    other = make_section(make_home("xa-khac.test", "Xã Khác", is_default=False), "Mục xã khác")
    found = locations(Client(HTTP_HOST="xa-khac.test").get("/sitemap.xml"))
    assert found == ["http://xa-khac.test/", other.full_url]


def test_the_site_map_for_people_shows_sections_but_no_articles(client, section):
    make_section(section, "Chuyển đổi số")
    make_article(section, "Bài một")
    html = BeautifulSoup(client.get("/so-do-trang/").content, "html.parser")
    tree = html.select_one("main nav")
    assert [link.text for link in tree.select("a")] == ["Tin tức", "Chuyển đổi số"]
    assert tree.select_one("li li a")["href"] == "/tin-tuc/chuyen-doi-so/"


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(client, section):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml\n" in text
    assert "Sitemap: http://localhost/sitemap-tin.xml\n" in text
    assert "Disallow: /tim-kiem/?\n" in text
    assert "Disallow: /\n" not in text
