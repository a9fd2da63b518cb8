from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import COMMUNE_TIME, make_article, make_home, make_section
from visits.counting import count_view
from visits.models import PageTally, PageTotal, SiteTally
from visits.showings import Showing
from visits.statistics import VisitStatistics, statistics_for, views_of

pytestmark = pytest.mark.django_db


def _at(*moment):
    return datetime(*moment, tzinfo=COMMUNE_TIME)


def _count(site, page, moment, number=0):
    count_view(Showing(site.pk, page.pk, (f"n{number}/32",), "x" * 20, at=moment))


def _statistics(site, moment):
    with patch("visits.statistics.timezone.now", return_value=moment):
        return statistics_for(site)


def test_the_block_follows_commune_time_with_weeks_from_monday(site, article):
    for number, day in enumerate(
        [(2025, 12, 31), (2026, 10, 30), (2026, 11, 22), (2026, 11, 23), (2026, 11, 24)]
    ):
        _count(site, article, _at(*day, 0, 30), number)
    found = _statistics(site, _at(2026, 11, 24, 9))
    assert (found.today, found.yesterday, found.week, found.month, found.year, found.total) == (
        1,
        1,
        2,
        3,
        4,
        5,
    )


def test_the_first_week_of_a_year_begins_with_the_year(site, article):
    _count(site, article, _at(2026, 12, 31, 12))
    _count(site, article, _at(2027, 1, 1, 12))
    found = _statistics(site, _at(2027, 1, 1, 13))
    assert (found.today, found.yesterday, found.week, found.year, found.total) == (1, 1, 1, 1, 2)


def test_online_are_the_visitors_of_the_last_five_minutes(site, article):
    _count(site, article, _at(2026, 11, 24, 8, 54), 1)
    _count(site, article, _at(2026, 11, 24, 8, 56), 2)
    _count(site, article, _at(2026, 11, 24, 8, 57), 3)
    assert _statistics(site, _at(2026, 11, 24, 9)).online == 2


def test_every_site_has_figures_of_its_own(site, article):
    other = make_home(hostname="xa-khac.test", is_default=False)
    page = make_article(make_section(other))
    _count(site, article, _at(2026, 11, 24, 8))
    _count(page.get_site(), page, _at(2026, 11, 24, 8))
    _count(page.get_site(), page, _at(2026, 11, 24, 8), 1)
    now = _at(2026, 11, 24, 9)
    assert (_statistics(site, now).total, _statistics(page.get_site(), now).total) == (1, 2)


def test_without_a_site_all_figures_are_zero():
    assert statistics_for(None).total == VisitStatistics().total == 0


def test_the_block_costs_three_queries_and_a_count_one_however_many_years_are_stored(
    site, article, section
):
    pages = [make_article(section) for _ in range(5)]
    for number in range(2):
        with CaptureQueriesContext(connection) as block:
            statistics_for(site)
        with CaptureQueriesContext(connection) as counts:
            views_of([page.pk for page in pages])
        assert (len(block), len(counts)) == (3, 1)
        for year in range(2015, 2027):
            _count(site, pages[year % 5], _at(year, 5, 5, 8), number * 100 + year)


_moments = st.datetimes(datetime(2024, 12, 20), datetime(2027, 1, 10)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=COMMUNE_TIME)
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_moments, max_size=12), _moments)
def test_today_never_exceeds_week_nor_week_year_nor_year_total(site, article, moments, now):
    for model in (PageTally, PageTotal, SiteTally):
        model.objects.all().delete()
    for number, moment in enumerate(moments):
        if moment <= now:
            _count(site, article, moment, number)
    found = _statistics(site, now)
    assert found.today <= found.week <= found.year <= found.total
    assert found.today <= found.month <= found.year
    assert found.yesterday <= found.total
