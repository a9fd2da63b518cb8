"""A band of the front page is rendered once until something that it shows changes."""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from home import bands
from links.models import Link, LinkGroup
from news.models import ArticlePage, SectionPage
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, request):
    settings.PAGE_CACHE = True
    home = make_home()
    news = make_section(home, "Tin tức")
    for number in range(3):
        make_article(news, f"Tin {number}")
    group = LinkGroup.objects.create(title="Liên kết", site=home.get_site())
    Link.objects.create(group=group, name="Báo tỉnh", url="https://bao.example/")
    home.bands = json.dumps(
        [
            {"type": "today", "value": {"calendar": None, "days": 7, "opens": "07:30", "noon": "11:30", "afternoon": "13:30", "closes": "17:00"}},
            {"type": "headlines", "value": {"lead": None, "section": news.pk, "count": 3}},
            {"type": "pair", "value": {"left": [{"type": "section_cards", "value": {"section": news.pk, "heading": "", "count": 4}}], "right": [{"type": "links", "value": group.pk}]}},
            {"type": "info_band", "value": {"contacts": True, "links": group.pk, "statistics": True}},
        ]
    )  # fmt: skip
    home.save()
    return home


def _read():
    """The page made anew; what is remembered stays."""
    caches["pages"].clear()
    return Client().get("/").content.decode()


def _made(monkeypatch):
    """Places of the bands that are rendered from now on."""
    rendered, places = bands._rendered, []

    def noted(page, request, place, leads):
        places.append(place)
        return rendered(page, request, place, leads)

    monkeypatch.setattr(bands, "_rendered", noted)
    return places


def test_the_page_made_anew_asks_little_and_renders_no_band_again(home, monkeypatch):
    first, made = _read(), _made(monkeypatch)
    asked = []
    with connection.execute_wrapper(lambda execute, *it: asked.append(it[0]) or execute(*it)):
        assert _read() == first
    assert made == []
    assert len(asked) <= 8


def test_an_article_renders_only_the_bands_with_articles(home, monkeypatch):
    _read()
    made = _made(monkeypatch)
    make_article(SectionPage.objects.get(), "Vừa lên trang", at=(2026, 11, 26, 8, 0))
    assert "Vừa lên trang" in _read()
    assert made == [1, 2]


def test_a_link_renders_only_the_bands_with_its_group(home, monkeypatch):
    _read()
    made = _made(monkeypatch)
    link = Link.objects.get()
    link.name = "Báo huyện"
    link.save()
    assert _read().count("Báo huyện") == 2
    assert made == [2, 3]


def test_a_lead_story_is_not_told_again_below_however_often_the_page_is_made(home):
    cover = ArticlePage.objects.get(title="Tin 2")
    for _ in range(2):
        html = _read()
        assert html.count(f'href="{cover.url}"') == ArticlePage.objects.filter(pk=cover.pk).count()


def test_a_band_ends_when_it_said_that_it_would_look_different(home, monkeypatch):
    _read()
    made = _made(monkeypatch)
    later = timezone.now() + timedelta(
        hours=26
    )  # past the opening or closing hour, whichever is next
    monkeypatch.setattr(timezone, "now", lambda: later)
    _read()
    assert 0 in made


def test_the_page_is_kept_no_longer_than_its_shortest_band_when_the_band_was_ready(
    home, rf, monkeypatch
):
    moments = []
    for _ in range(2):
        request = rf.get("/", headers={"host": "localhost"})
        request.has_places = True
        request._wagtail_site = home.get_site()
        list(bands.bands_of(home, request))
        moments.append(request.changes_at)
    assert moments[0] == moments[1]


def test_whoever_is_signed_in_or_looks_at_a_preview_gets_bands_made_now(home, monkeypatch):
    _read()
    made = _made(monkeypatch)
    Client(headers={"cookie": "x=1"}).get("/")
    assert made == []
    assert "Tin 2" in Client(headers={"cookie": "x=1"}).get("/").content.decode()
