"""Figures of one day never contradict each other, and nothing counts that has not happened yet."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import COMMUNE_TIME
from visits.comparison import compare
from visits.counting import count_view
from visits.figures import site_figures, site_series, total_of
from visits.kpis import kpis
from visits.models import SiteTally, Unit
from visits.period_form import named_period, whole_month
from visits.periods import Period
from visits.rankings import PageViews
from visits.report import build_report
from visits.showings import Showing
from visits.statistics import statistics_for

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 14, 30, tzinfo=COMMUNE_TIME)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _afternoon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def count(site, article):
    """Views at moments, each by somebody else."""

    def count(*moments):
        for number, moment in enumerate(moments):
            address = (f"10.{moment.month}.{moment.day}.{number}/32",)
            count_view(Showing(site.pk, article.pk, address, "x" * 20, at=moment))

    return count


def _each_day(first, last, hour=9, times=1):
    days = (last - first).days + 1
    return [
        datetime(first.year, first.month, first.day, hour, minute, tzinfo=COMMUNE_TIME) + timedelta(days=n)
        for n in range(days)
        for minute in range(times)
    ]  # fmt: skip


def test_this_month_and_the_report_of_this_month_say_the_same(site, count):
    count(*_each_day(date(2026, 10, 1), date(2026, 10, 31)), *_each_day(date(2026, 11, 1), TODAY))
    named, asked = named_period("thang", TODAY), whole_month("11/2026", TODAY)
    one, other = (compare(site.pk, p, site_figures(site.pk, p)) for p in (named, asked))
    assert one == other
    assert (one.now.views, one.before.views) == (26, 26)
    assert one.until == "tính đến 14 giờ ngày 26/11"


def test_a_morning_is_compared_with_a_morning(site, count):
    yesterday = TODAY - timedelta(days=1)
    count(*_each_day(yesterday, TODAY), *_each_day(yesterday, yesterday, hour=20, times=5))
    kpi = kpis(build_report(site, Period(TODAY, TODAY)))[0]
    assert (kpi.value, kpi.before_value, kpi.before) == (1, 1, "Không đổi")


def test_in_the_first_hour_of_a_day_nothing_is_compared(site, count, monkeypatch):
    early = datetime(2026, 11, 26, 0, 1, tzinfo=COMMUNE_TIME)
    count(*_each_day(TODAY - timedelta(days=1), TODAY - timedelta(days=1), times=9), early)
    monkeypatch.setattr(timezone, "now", lambda: early)
    kpi = kpis(build_report(site, Period(TODAY, TODAY)))[0]
    assert (kpi.value, kpi.before, kpi.note) == (1, "", "Chưa đủ một giờ để so sánh")


def test_a_period_that_is_over_is_compared_whole(site, count):
    count(
        *_each_day(date(2026, 9, 1), date(2026, 9, 30)),
        *_each_day(date(2026, 10, 1), date(2026, 10, 31)),
    )
    october = named_period("thang-truoc", TODAY)
    found = compare(site.pk, october, site_figures(site.pk, october))
    assert (found.now.views, found.before.views, found.until) == (31, 30, "")


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=2), timedelta(days=40)])
def test_rows_of_a_clock_that_ran_ahead_count_nowhere_until_their_time(
    site, article, count, ahead, monkeypatch
):
    count(NOW, NOW + ahead)
    shown = statistics_for(site)
    assert (shown.today, shown.week, shown.month, shown.year, shown.total) == (1, 1, 1, 1, 1)
    for name in ("hom-nay", "7-ngay", "30-ngay", "thang", "quy", "nam"):
        period = named_period(name, TODAY)
        assert site_figures(site.pk, period).views == 1, name
        assert total_of(site_series(site.pk, period)).views == 1, name
        assert PageViews(site, period).sums == {article.pk: 1}, name
    later = NOW + ahead + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert statistics_for(site).total == 2


def test_today_is_never_more_than_the_week_nor_the_week_than_the_year(site, count):
    count(*_each_day(date(2025, 12, 28), date(2026, 1, 3), times=2))
    assert SiteTally.objects.filter(unit=Unit.YEAR).count() == 2
    shown = statistics_for(site)
    assert shown.today <= shown.week <= shown.month <= shown.year <= shown.total == 14
