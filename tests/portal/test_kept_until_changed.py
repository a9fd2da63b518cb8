"""A copy stays good until what it shows changes; what moves by itself is set in when it is served."""

import datetime
import fcntl
import json
import re

import pytest
from django.core.cache import caches
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from pages import generation, moving
from portal import page_cache
from tests.factories import make_article, make_home, make_section
from visits import shown_figures
from visits.models import OpeningBalance, PageTally, PageTotal, SiteTally, Unit
from visits.periods import midnight

pytestmark = pytest.mark.django_db
TEN_O_CLOCK = datetime.datetime(2026, 11, 26, 10, 0, tzinfo=timezone.get_default_timezone())


class Clock:
    """Stands where it is put; `+=` seconds."""

    def __init__(self, monkeypatch):
        self.now = TEN_O_CLOCK
        monkeypatch.setattr(page_cache.time, "time", lambda: self.now.timestamp())  # noqa: PLW0108 - it moves
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def wait(self, **duration):
        self.now += datetime.timedelta(**duration)


@pytest.fixture
def clock(settings, monkeypatch, tmp_path):
    """Copies are kept, and nothing has changed lately."""
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    caches["pages"].clear()
    monkeypatch.setattr(page_cache, "JUST_CHANGED", -1)
    return Clock(monkeypatch)


@pytest.fixture
def article(clock):
    return make_article(make_section(make_home(), "Tin tức"), "Lúa chín", legacy_views=54)


def _read(address, **headers):
    answer = Client().get(address, headers=headers)
    return answer.headers.get("X-Page-Cache"), answer.content.decode()


def _views(html):
    return re.search(r"([\d.]+) lượt xem</span>", html)[1]


def _count(article, views):
    """As counting does: the page's sum, and its row of today."""
    site = article.get_site()
    today = midnight(timezone.localdate())
    PageTotal.objects.update_or_create(
        page_id=article.pk, site_id=site.pk, defaults={"views": views}
    )
    PageTally.objects.update_or_create(
        page_id=article.pk, site_id=site.pk, unit=Unit.DAY, start=today, defaults={"views": views}
    )
    SiteTally.objects.update_or_create(
        site_id=site.pk, unit=Unit.DAY, start=today, defaults={"views": views}
    )


def test_the_number_of_views_goes_on_while_the_copy_stays(article, clock):
    assert _views(_read(article.url)[1]) == "54"
    _count(article, 1_200)
    clock.wait(hours=3)
    state, html = _read(article.url)
    assert (state, _views(html)) == ("hit", "1.254")
    assert re.search(r"<dt>Hôm nay</dt><dd>1\.200</dd>", html)
    assert "\x02" not in html


def test_readers_of_an_earlier_day_stand_on_a_copy_that_is_older_still(article, clock):
    _read(article.url)
    _count(article, 20)
    clock.wait(hours=3 * 24)
    state, html = _read(article.url)
    assert (state, _views(html)) == ("hit", "74")


def test_what_is_served_first_is_what_is_served_from_the_copy(article):
    first, second = _read(article.url)[1], _read(article.url)[1]
    assert first == second
    assert _views(first) == "54"


def test_a_copy_that_does_not_show_the_day_outlives_midnight_and_ends_after_a_week(article, clock):
    _read(article.url)
    clock.wait(hours=16)
    assert _read(article.url)[0] == "hit"
    clock.wait(hours=7 * 24)
    assert _read(article.url)[0] == "miss"


def test_what_is_made_right_after_a_change_is_looked_at_again_after_a_minute(
    article, clock, monkeypatch
):
    monkeypatch.setattr(page_cache, "JUST_CHANGED", 120)
    monkeypatch.setattr(generation, "age", lambda: 5)
    _read(article.url)
    clock.wait(seconds=61)
    assert _read(article.url)[0] == "miss"


@pytest.mark.parametrize("path", ["/tim-kiem/", "/so-do-trang/", "/rss.xml"])
def test_what_does_not_say_so_is_kept_for_a_minute(article, clock, path):
    _read(path)
    clock.wait(seconds=61)
    assert _read(path)[0] in ("miss", None)


def test_the_number_never_goes_back_when_another_process_asked_last(article, clock):
    """Two processes share one file: what one has told, the other tells at least."""
    _count(article, 3)
    assert _views(_read(article.url)[1]) == "57"
    _count(article, 6)
    clock.wait(seconds=shown_figures.SECONDS + 1)
    assert _views(_read(article.url)[1]) == "60"
    shown_figures._read[f"{article.get_site().pk}.json"] = (
        0,
        shown_figures.Figures(views={}),
    )  # the other's
    assert _views(_read(article.url)[1]) == "60"


def test_while_one_process_renews_the_figures_the_others_go_on_with_the_old(article, clock):
    _count(article, 3)
    _read(article.url)
    _count(article, 9)
    clock.wait(seconds=shown_figures.SECONDS + 1)
    with (shown_figures._folder() / f"{article.get_site().pk}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert _views(_read(article.url)[1]) == "57"
    assert _views(_read(article.url)[1]) == "63"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"views": 3}', '{"x": 1}'])
def test_a_broken_file_is_made_anew_and_breaks_no_page(article, clock, content):
    _read(article.url)
    (shown_figures._folder() / f"{article.get_site().pk}.json").write_text(content)
    assert _read(article.url)[0] == "hit"
    clock.wait(seconds=60)
    _count(article, 1)
    assert _views(_read(article.url)[1]) == "55"


def test_a_copy_is_shown_with_the_last_figures_while_the_database_is_away(
    article, clock, monkeypatch
):
    _count(article, 3)
    _read(article.url)
    monkeypatch.setattr(shown_figures, "_asked", _away)
    clock.wait(minutes=10)
    state, html = _read(article.url)
    assert (state, _views(html)) == ("hit", "57")
    assert "Tổng lượt xem" in html


def _away(site_id):
    raise DatabaseError("connection refused")


def test_without_any_figures_the_page_says_so_and_is_shown(article, clock, monkeypatch):
    monkeypatch.setattr(shown_figures, "_asked", _away)
    html = _read(article.url)[1]
    assert _views(html) == "54"
    assert "Số liệu đang tạm gián đoạn" in html


def test_an_opening_balance_shows_on_the_next_request(article, clock):
    _read(article.url)
    OpeningBalance.objects.create(
        site_id=article.get_site().pk, page_id=article.pk, url="x", views=900, source="x",
        entered_by="x",
    )  # fmt: skip
    clock.wait(seconds=shown_figures.SECONDS + 1)
    assert _views(_read(article.url)[1]) == "900"


def test_whoever_is_answered_without_a_copy_meets_no_empty_place(article, clock):
    _read(article.url)
    for answer in (
        Client().get(article.url, headers={"cookie": "x=1"}),
        Client().get("/khong-co/"),
        Client().head(article.url),
    ):
        assert b"\x02" not in answer.content
    assert "Content-Length" in answer.headers


def test_a_reader_who_has_the_page_gets_it_again_when_a_number_has_moved(article, clock):
    etag = Client().get(article.url).headers["ETag"]
    assert Client().get(article.url, headers={"if-none-match": etag}).status_code == 304
    _count(article, 2)
    clock.wait(seconds=shown_figures.SECONDS + 1)
    assert Client().get(article.url, headers={"if-none-match": etag}).status_code == 200


def test_one_copy_serves_every_encoding(article):
    Client().get(article.url, headers={"accept-encoding": "br"})
    assert Client().get(article.url).headers["X-Page-Cache"] == "hit"


def test_what_an_editor_pastes_is_no_place():
    assert moving.fill(b"\x02unknown:1:x\x03 \x02views\x03") == b"\x02unknown:1:x\x03 \x02views\x03"


def test_the_file_holds_nothing_of_a_person(article, clock):
    _count(article, 3)
    _read(article.url)
    of_now, of_week = sorted(shown_figures._folder().glob("*.json"))
    assert set(json.loads(of_now.read_text())) == {"block", "views", "old_views"}
    assert set(json.loads(of_week.read_text())) == {"views", "old_views"}
