"""What is read during an upgrade is counted afterwards: once, at its own hour, and then forgotten."""

import secrets
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.visits.test_fast_lane import _ask, _django, _report
from visits import kept_views
from visits.fast_lane import FastLane
from visits.models import SeenView
from visits.statistics import views_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scratch(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def closed():
    """The lane while nothing may be written."""
    return FastLane(_django, is_closed=lambda: True, keep=kept_views.keep)


def test_a_view_while_nothing_may_be_written_is_acknowledged_and_counted_afterwards(
    article, closed, django_assert_num_queries
):
    report, other = _report(article), _report(article)
    with django_assert_num_queries(0):
        for _ in range(2):  # the browser heard nothing and asks again
            assert _ask(report, lane=closed)[0] == 204
        assert _ask(other, lane=closed)[0] == 204
    assert views_of([article.pk]).get(article.pk, 0) == 0
    assert kept_views.count_kept() == 3
    assert views_of([article.pk]).get(article.pk, 0) == 2
    assert kept_views.count_kept() == 0


def test_a_count_that_is_cut_and_run_again_counts_nothing_twice(article, closed, monkeypatch):
    for _ in range(3):
        _ask(_report(article), lane=closed)
    counted = []

    def until_the_power_fails(showings):
        if len(counted) == 2:
            raise OSError("mất điện")
        counted.extend(showings)
        return count(showings)

    count = kept_views.count_views
    monkeypatch.setattr(kept_views, "count_views", until_the_power_fails)
    with pytest.raises(OSError, match="mất điện"):
        kept_views.count_kept()
    monkeypatch.setattr(kept_views, "count_views", count)
    kept_views.count_kept()
    assert views_of([article.pk]).get(article.pk, 0) == 3


def test_a_view_belongs_to_the_hour_in_which_it_was_made(article, closed):
    _ask(_report(article), lane=closed)
    kept_views.count_kept()
    assert timezone.now() - SeenView.objects.get().seen_at < timedelta(minutes=1)


def test_after_a_day_it_is_thrown_away_unread_and_a_cut_line_is_none(article, closed, monkeypatch):
    _ask(_report(article), lane=closed)
    folder = kept_views.settings.DATA_DIR / "private" / "kept-views"
    with (folder / "views.jsonl").open("a") as file:
        file.write('{"site_id": 1, "pa')
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(kept_views.timezone, "now", lambda: later)
    assert kept_views.count_kept() == 0
    assert [path.name for path in folder.glob("views*")] == []
    assert folder.stat().st_mode & 0o077 == 0


def test_a_flood_does_not_fill_the_disk(article, closed, monkeypatch):
    monkeypatch.setattr(kept_views, "MOST_BYTES", 100)
    answers = [_ask(_report(article, view=secrets.token_hex(16)), lane=closed)[0] for _ in range(3)]
    assert answers == [204, 503, 503]


def test_the_command_says_how_many(article, closed, capsys):
    _ask(_report(article), lane=closed)
    call_command("count_kept_views")
    assert "Đã đếm 1 lượt xem" in capsys.readouterr().out
