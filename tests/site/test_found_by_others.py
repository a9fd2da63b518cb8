"""Search engines and the provincial portal meet the demo commune: sitemaps, feeds, structured data."""

import json
from urllib.parse import urlsplit

import feedparser
import pytest
from django.test import Client
from lxml import etree

from tests.site.crawling import soup

pytestmark = pytest.mark.django_db
SITEMAPS = ["/sitemap.xml", "/sitemap-tin.xml"]
FEEDS = [
    "/rss.xml", "/atom.xml", "/tin-tuc/rss.xml", "/tin-tuc/chuyen-doi-so/atom.xml",
    "/thong-bao/rss.xml",
]  # fmt: skip
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def listed(demo):
    """`{path: page}` of every address in a sitemap."""
    client = Client()
    paths = [
        urlsplit(element.text).path
        for sitemap in SITEMAPS
        for element in etree.fromstring(client.get(sitemap).content).iter(LOCATION)
    ]
    return {path: client.get(path) for path in dict.fromkeys(paths)}


@pytest.mark.parametrize("path", SITEMAPS)
def test_the_sitemaps_follow_their_schema(demo, client, sitemap_faults, path):
    assert sitemap_faults(client.get(path).content) == []


def test_every_address_in_a_sitemap_answers_and_calls_itself_by_that_address(listed):
    assert len(listed) > 40
    assert [path for path, page in listed.items() if page.status_code != 200] == []
    canonical = {
        path: urlsplit(soup(page).find("link", rel="canonical")["href"]).path
        for path, page in listed.items()
    }
    assert canonical == {path: path for path in listed}


def test_no_page_in_a_sitemap_asks_robots_to_stay_away(listed):
    assert [
        p for p, page in listed.items() if soup(page).find("meta", attrs={"name": "robots"})
    ] == []


def test_every_page_describes_itself_in_json_that_parses(listed):
    kinds = set()
    for page in listed.values():
        for script in soup(page).find_all("script", type="application/ld+json"):
            data = json.loads(script.string)
            kinds |= {item["@type"] for item in data.get("@graph", [data])}
    assert kinds >= {
        "GovernmentOrganization", "BreadcrumbList", "NewsArticle", "GovernmentService",
    }  # fmt: skip


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_read_without_a_complaint_and_leads_to_pages(demo, listed, client, path):
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.entries
    assert {urlsplit(entry.link).path for entry in feed.entries} <= set(listed)
    assert all(entry.author and entry.title and entry.content[0].value for entry in feed.entries)
