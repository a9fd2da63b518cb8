"""What an address does not read costs nobody a page."""

import pytest
from django.test import RequestFactory

from pages.known_queries import without_unknown
from tests.factories import make_article, make_home, make_section


@pytest.fixture
def section(db):
    section = make_section(make_home())
    make_article(section, slug="bai")
    return section


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/?x=1", "/"),
        ("/?trang=2", "/"),
        ("{section}?x=1&trang=2", "{section}?trang=2"),
        ("{section}?trang=1&trang=2", "{section}?trang=2"),
        ("{section}bai/?in_preview_panel=1", "{section}bai/"),
        ("/rss.xml?x=1", "/rss.xml"),
        ("/sitemap.xml?x=1", "/sitemap.xml"),
        ("/robots.txt?x=1", "/robots.txt"),
    ],
)
def test_a_stranger_is_sent_to_the_address_that_is_kept(client, section, asked, shown):
    answer = client.get(asked.format(section=section.url))
    assert (answer.status_code, answer["Location"]) == (302, shown.format(section=section.url))


@pytest.mark.parametrize("query", ["", "?trang=2", "?thang=2026-11", "?thang=2026-11&trang=2"])
def test_what_a_section_reads_is_answered_at_once(client, section, query):
    assert client.get(f"{section.url}{query}").status_code == 200


def test_an_old_address_with_a_query_still_leads_to_its_new_page(client, section):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect("/index.php?id=5", section.url)
    assert client.get("/index.php?id=5")["Location"] == section.url


def test_an_old_address_of_the_front_page_with_a_query_leads_on(client, section):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect("/?p=12", section.url, is_permanent=True)
    answers = [client.get(path) for path in ("/?p=12", "/?p=13", "/")]
    assert [(a.status_code, a.headers.get("Location")) for a in answers] == [
        (301, section.url),
        (302, "/"),
        (200, None),
    ]


def test_whoever_is_signed_in_is_left_alone():
    request = RequestFactory().get("/?x=1", headers={"cookie": "sessionid=a"})
    assert without_unknown(request, set()) is None
