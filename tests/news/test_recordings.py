"""The podcast of the commune's recordings, read by a parser that is not ours."""

import json

import feedparser
import pytest
from django.core.files.base import ContentFile

from pages.documents import PortalDocument
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home(), "Truyền thanh")


def sound(name="loa.mp3"):
    return PortalDocument.objects.create(title=name, file=ContentFile(b"ID3" + b"0" * 97, name))


def with_recording(section, title, document, **fields):
    value = {
        "title": f"Bản ghi {title}",
        "document": document.pk,
        "transcript": "Kính thưa bà con.",
    }
    body = json.dumps([{"type": "media", "value": value}])
    return make_article(section, title, body=body, **fields)


def test_players_find_each_recording_with_its_file_and_its_words(client, section):
    article = with_recording(section, "Loa ngày 21", sound(), at=(2023, 11, 21, 8, 0))
    with_recording(section, "Loa ngày 22", sound("hai.m4a"), at=(2023, 11, 22, 8, 0))
    make_article(section, "Bài không có bản ghi")
    feed = feedparser.parse(client.get("/phat-thanh.xml").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Bản ghi Loa ngày 22", "Bản ghi Loa ngày 21"]
    entry = feed.entries[1]
    assert entry.summary == "Kính thưa bà con."
    assert entry.link.startswith(f"{article.full_url}#ban-ghi-")
    (file,) = entry.enclosures
    assert file.type == "audio/mpeg"
    assert file.length == "100"
    assert client.get(file.href.removeprefix("http://localhost")).status_code == 200
    assert feed.feed.image.href.endswith("/apple-touch-icon.png")


def test_drafts_films_and_other_files_are_no_episodes(client, section):
    with_recording(section, "Nháp", sound(), live=False)
    with_recording(section, "Phim", sound("phim.mp4"))
    assert feedparser.parse(client.get("/phat-thanh.xml").content).entries == []


def test_many_recordings_cost_no_more(client, section, django_assert_max_num_queries):
    for number in range(6):
        with_recording(section, f"Loa {number}", sound(f"loa-{number}.mp3"))
    with django_assert_max_num_queries(15):
        assert len(feedparser.parse(client.get("/phat-thanh.xml").content).entries) == 6
