from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import COMMUNE_TIME
from visits import retention
from visits.counting import count_view
from visits.models import DailyVisitor, PageTally, PageTotal, SeenView, SiteTally, Unit
from visits.showings import Showing

pytestmark = pytest.mark.django_db


def _at(*moment):
    return datetime(*moment, tzinfo=COMMUNE_TIME)


def _fill(site, article, days=3):
    for number in range(days * 4):
        moment = _at(2025, 1, 1 + number // 4, 6 + number % 4)
        count_view(Showing(site.pk, article.pk, (f"n{number}/32",), "x" * 20, at=moment))


def _sums():
    return {
        (model.__name__, unit): sum(model.objects.filter(unit=unit).values_list("views", flat=True))
        for model in (PageTally, SiteTally)
        for unit in (Unit.DAY, Unit.MONTH, Unit.YEAR)
    }


def _hours():
    return (
        PageTally.objects.filter(unit=Unit.HOUR).count()
        + SiteTally.objects.filter(unit=Unit.HOUR).count()
    )


def test_hours_last_thirteen_months_and_their_days_for_ever(site, article):
    _fill(site, article)
    before = _sums()
    retention.clear(_at(2026, 1, 31))
    assert _hours() == 24
    retention.clear(_at(2026, 2, 10))
    assert _hours() == 0
    assert _sums() == before
    call_command("visits_check")


def test_the_job_can_be_killed_anywhere_and_run_again(site, article, monkeypatch):
    _fill(site, article)
    before = _sums()
    done = 0
    drop = retention._drop_day

    def dying(*arguments):
        nonlocal done
        if done == 2:
            raise KeyboardInterrupt
        done += 1
        drop(*arguments)

    monkeypatch.setattr(retention, "_drop_day", dying)
    with pytest.raises(KeyboardInterrupt):
        retention.clear(_at(2026, 3, 1))
    assert 0 < _hours() < 24
    assert _sums() == before
    monkeypatch.undo()
    retention.clear(_at(2026, 3, 1))
    retention.clear(_at(2026, 3, 1))
    assert _hours() == 0
    assert _sums() == before


def test_hours_that_contradict_their_day_are_kept_and_named(site, article, capsys):
    _fill(site, article, days=1)
    PageTally.objects.filter(unit=Unit.HOUR, start=_at(2025, 1, 1, 6)).update(views=7)
    call_command("visits_rollup")
    assert "Ngày 01/01/2025" in capsys.readouterr().err
    assert PageTally.objects.filter(unit=Unit.HOUR).count() == 4


def test_traces_are_gone_within_a_day_and_the_day_of_today_stays(site, article):
    now = timezone.now()
    count_view(Showing(site.pk, article.pk, ("a/32",), "x" * 20, at=now - timedelta(hours=25)))
    count_view(Showing(site.pk, article.pk, ("b/32",), "x" * 20, at=now))
    retention.clear(now)
    assert SeenView.objects.count() == 1
    assert DailyVisitor.objects.count() == 1


def test_the_check_finds_a_total_that_was_tampered_with(site, article):
    _fill(site, article, days=1)
    call_command("visits_check")
    PageTotal.objects.filter(page_id=article.pk).update(views=1_000_000)
    with pytest.raises(CommandError, match="1 chỗ lệch"):
        call_command("visits_check")


@pytest.mark.parametrize("unit", [Unit.DAY, Unit.MONTH, Unit.YEAR])
@pytest.mark.parametrize("model", [PageTally, SiteTally])
def test_the_check_finds_a_changed_tally_on_every_level(site, article, unit, model, capsys):
    _fill(site, article, days=1)
    model.objects.filter(unit=unit).update(views=99)
    with pytest.raises(CommandError):
        call_command("visits_check")
    assert "đang ghi 99" in capsys.readouterr().out


def test_a_deleted_row_is_found_too(site, article):
    _fill(site, article, days=1)
    SiteTally.objects.filter(unit=Unit.MONTH).delete()
    with pytest.raises(CommandError):
        call_command("visits_check")
