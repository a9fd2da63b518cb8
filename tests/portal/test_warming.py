"""After a change the pages that are read most are there again before anybody asks."""

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from addresses.models import MissingAddress
from pages import generation
from portal import page_cache, warming
from tests.databases import connection_stays
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings, monkeypatch):
    settings.PAGE_CACHE = True
    monkeypatch.setattr(page_cache, "JUST_CHANGED", -1)
    caches["pages"].clear()
    warming._asked.clear()


@pytest.fixture
def articles():
    section = make_section(make_home(), "Tin tức")
    return [make_article(section) for _ in range(3)]


def _read(page, times=1):
    for _ in range(times):
        answer = Client().get(page.url)
    return answer.headers["X-Page-Cache"]


def _warm(rest=lambda seconds: None):
    with connection_stays():
        return warming.warm(WSGIHandler(), rest)


def test_pages_that_were_read_are_there_after_a_change_before_anybody_asks(articles):
    often, once, never = articles
    _read(often, 5)
    _read(once)
    generation.bump()
    assert _warm() == 2
    assert _read(often) == _read(once) == "hit"
    assert _read(never) == "miss"


def test_the_most_read_come_first_and_no_more_than_was_said(articles, monkeypatch):
    monkeypatch.setattr(warming, "MOST", 1)
    _read(articles[0])
    _read(articles[1], 3)
    generation.bump()
    assert _warm() == 1
    assert (_read(articles[1]), _read(articles[0])) == ("hit", "miss")


def test_it_rests_longer_than_it_works(articles):
    _read(articles[0])
    generation.bump()
    rests = []
    _warm(rests.append)
    assert len(rests) == 1
    assert rests[0] > 0


def test_it_stops_at_the_next_change(articles):
    for article in articles:
        _read(article)
    generation.bump()
    assert _warm(lambda seconds: generation.bump()) == 1


def test_what_it_asks_itself_counts_for_nothing(articles):
    _read(articles[0], 2)
    generation.bump()
    _warm()
    assert sum(warming._asked.values()) == 1  # two, halved
    generation.bump()
    _warm()
    generation.bump()
    assert _warm() == 0


def test_what_nobody_may_be_shown_again_stays_away(articles):
    _read(articles[0], 4)
    articles[0].unpublish()
    assert _warm() == 1
    assert not MissingAddress.objects.exists()  # no reader asked for it
    assert Client().get(articles[0].url).status_code == 404


def test_what_is_noted_stays_small(articles, monkeypatch):
    monkeypatch.setattr(warming, "_NOTED", 8)
    for number in range(40):
        Client().get(f"{articles[0].get_parent().url}?trang={number}")
    assert len(warming._asked) <= 8
