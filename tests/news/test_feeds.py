"""RSS and Atom, read by a parser that is not ours."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def section():
    section = make_section(make_home(), "Tin tức")
    image = make_image()
    blocks = [
        {"type": "text", "value": '<p>Đoạn & <a href="/tin-tuc/">dẫn</a></p><h2>Mục</h2>'},
        {"type": "figure", "value": {"image": {"image": image.pk, "alt_text": "Ảnh"}, "caption": "Chú thích"}},
    ]  # fmt: skip
    article = make_article(
        section, "Bài <một> & hai", lead="Tóm tắt", body=json.dumps(blocks), cover=image,
        author="Văn phòng", source="Báo Tỉnh", source_url="https://bao.example/1",
    )  # fmt: skip
    article.tags.add("mưa lũ")
    article.save()
    make_article(make_section(section, "Chuyển đổi số"), "Bài số", at=(2024, 1, 2, 8, 0))
    return section


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml"])
def test_a_feed_is_read_without_a_complaint(client, section, path):
    response = client.get(path)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [entry.title for entry in parsed.entries] == ["Bài số", "Bài <một> & hai"]
    entry = parsed.entries[1]
    assert entry.link == "http://localhost/tin-tuc/bai-mot-hai/"
    assert entry.author == "Văn phòng"
    assert {tag.term for tag in entry.tags} == {"Tin tức", "mưa lũ"}
    assert entry.dc_source == "Báo Tỉnh" or entry["source"] == "Báo Tỉnh"
    assert entry.enclosures[0].href.startswith("http://localhost/media/images/")
    assert int(entry.enclosures[0].length) > 0
    assert len({entry.id for entry in parsed.entries}) == 2


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_the_whole_text_stands_in_the_feed_with_absolute_addresses(client, section, path):
    entry = feedparser.parse(client.get(path).content, sanitize_html=False).entries[1]
    html = BeautifulSoup(entry.content[0].value, "html.parser")
    assert "Tóm tắt" in html.text
    assert "Đoạn & dẫn" in html.text
    assert "Chú thích" in html.text
    assert html.img["src"].startswith("http://localhost/media/images/")
    assert html.a["href"] == "http://localhost/tin-tuc/"
    assert not html.select("[class], [style], script, svg, source")


def test_rss_has_what_rss_requires(client, section):
    channel = etree.fromstring(client.get("/rss.xml").content).find("channel")
    for name in ("title", "link", "description"):
        assert channel.findtext(name)
    for item in channel.findall("item"):
        assert item.findtext("title")
        assert item.findtext("guid")
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.findtext("pubDate")).utcoffset() is not None
        assert len(item.findall("{http://purl.org/dc/elements/1.1/}creator")) == 1


def test_atom_has_what_rfc_4287_requires(client, section):
    feed = etree.fromstring(client.get("/atom.xml").content)
    entries = feed.findall("a:entry", ATOM)
    for element in [feed, *entries]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
            assert element.findtext(f"a:{name}", namespaces=ATOM)
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM)).tzinfo
        assert element.findtext("a:author/a:name", namespaces=ATOM)
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == "http://localhost/atom.xml"
    assert all(entry.find("a:content", ATOM).get("type") == "html" for entry in entries)


def test_the_name_of_an_entry_survives_a_new_address(client, section):
    article = section.get_children().first().specific
    before = {entry.id for entry in feedparser.parse(client.get("/rss.xml").content).entries}
    article.slug = "dia-chi-moi"
    article.save_revision().publish()
    after = feedparser.parse(client.get("/rss.xml").content).entries
    assert {entry.id for entry in after} == before
    assert "http://localhost/tin-tuc/dia-chi-moi/" in {entry.link for entry in after}


def test_drafts_and_other_sites_stay_out(client, section):
    make_article(section, "Nháp", live=False)
    make_article(
        make_section(make_home("xa-khac.test", "Xã Khác", is_default=False)), "Bài xã khác"
    )
    titles = [entry.title for entry in feedparser.parse(client.get("/rss.xml").content).entries]
    assert "Nháp" not in titles
    assert "Bài xã khác" not in titles


@pytest.mark.parametrize(
    "path", ["/khong-co/rss.xml", "/tin-tuc/bai-mot-hai/rss.xml", "/../rss.xml"]
)
def test_no_feed_where_no_section_is(client, section, path):
    assert client.get(path).status_code == 404


def test_an_unchanged_feed_is_not_sent_twice(client, section):
    etag = client.get("/rss.xml").headers["ETag"]
    assert client.get("/rss.xml", headers={"if-none-match": etag}).status_code == 304


def test_entries_cost_no_query_each(client, section):
    def count():
        client.get("/rss.xml")
        with CaptureQueriesContext(connection) as queries:
            client.get("/rss.xml")
        return len(queries)

    count()  # the first reader's visit writes the site's empty settings
    few = count()
    for number in range(8):
        make_article(section, f"Bài {number}", at=(2020, 1, 1, 8, number))
    assert count() == few
