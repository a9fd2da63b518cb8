from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import COMMUNE_TIME, make_article
from tests.visits.conftest import Visitor
from visits.arrivals import MOST_NAMES, OTHER_REFERRERS
from visits.counting import MOST_WITHOUT_WORD, count_view, count_views
from visits.models import (
    DailyVisitor,
    PageTally,
    PageTotal,
    SeenView,
    SiteTally,
    SourceTally,
    Unit,
)
from visits.showings import Outcome, Showing
from visits.statistics import views_of

pytestmark = pytest.mark.django_db


def _at(*moment):
    return datetime(*moment, tzinfo=COMMUNE_TIME)


def _showing(site, page, at, address="203.0.113.7", **more):
    return Showing(
        site.pk,
        page.pk,
        (f"{address}/32",),
        "Mozilla/5.0 (Linux; Android 10; K) Mobile",
        at=at,
        **more,
    )


def _site_day(site, *day):
    return SiteTally.objects.get(site_id=site.pk, unit=Unit.DAY, start=_at(*day))


def test_a_view_adds_one_to_its_hour_day_month_year_and_total(site, article):
    count_view(_showing(site, article, _at(2026, 11, 24, 9, 15)))
    tallies = PageTally.objects.filter(page_id=article.pk).values_list("unit", "start", "views")
    assert set(tallies) == {
        ("H", _at(2026, 11, 24, 9), 1),
        ("D", _at(2026, 11, 24), 1),
        ("M", _at(2026, 11, 1), 1),
        ("Y", _at(2026, 1, 1), 1),
    }
    assert PageTotal.objects.get(page_id=article.pk).views == 1


def test_a_view_just_after_midnight_belongs_to_the_new_day_of_the_commune(site, article):
    count_view(_showing(site, article, _at(2026, 12, 31, 23, 59, 59)))
    count_view(_showing(site, article, _at(2027, 1, 1)))
    assert _site_day(site, 2026, 12, 31).views == 1
    assert _site_day(site, 2027, 1, 1).views == 1


def test_an_acknowledged_view_is_in_the_database(visitor, article):
    assert visitor.view(article).status_code == 204
    assert views_of([article.pk]) == {article.pk: 1}


def test_the_same_id_sent_five_times_counts_once_and_is_acknowledged_each_time(visitor, article):
    answers = []
    for _ in range(5):
        answers.append(visitor.view(article, view_id="a" * 32).status_code)
        # the limit on speed is another test
        from visits import rate_limit

        rate_limit.forget()
    assert answers == [204] * 5
    assert views_of([article.pk])[article.pk] == 1


def test_a_retry_from_another_address_leaves_no_visitor_behind(site, article):
    Visitor(address="203.0.113.7").view(article, view_id="b" * 32)
    assert Visitor(address="198.51.100.9").view(article, view_id="b" * 32).status_code == 204
    assert DailyVisitor.objects.count() == 1
    today = SiteTally.objects.get(site_id=site.pk, unit=Unit.DAY)
    assert (today.views, today.visits, today.visitors) == (1, 1, 1)


def test_a_reload_within_thirty_minutes_is_no_view_and_after_them_is(site, article):
    start = _at(2026, 11, 24, 9)
    assert count_view(_showing(site, article, start)) is Outcome.COUNTED
    late = _showing(site, article, start + timedelta(minutes=29, seconds=59), again=True)
    assert count_view(late) is Outcome.RELOAD
    later = _showing(site, article, start + timedelta(minutes=30), again=True)
    assert count_view(later) is Outcome.COUNTED


def test_whoever_opens_a_page_anew_is_counted_though_somebody_like_him_was_here(site, article):
    start = _at(2026, 11, 24, 9)
    for second in range(40):
        showing = _showing(site, article, start + timedelta(seconds=second))
        assert count_view(showing) is Outcome.COUNTED


def test_a_browser_that_cannot_say_whether_it_reloads_counts_a_few_times(site, article):
    start = _at(2026, 11, 24, 9)
    outcomes = [
        count_view(_showing(site, article, start + timedelta(seconds=n), again=None))
        for n in range(MOST_WITHOUT_WORD + 2)
    ]
    assert outcomes == [Outcome.COUNTED] * MOST_WITHOUT_WORD + [Outcome.RELOAD] * 2


def test_a_retry_of_a_reload_that_counted_is_acknowledged(site, article):
    showing = _showing(site, article, _at(2026, 11, 24, 9), again=True, view_id="e" * 32)
    assert count_view(showing) is Outcome.COUNTED
    assert count_view(showing) is Outcome.COUNTED_BEFORE


def test_views_counted_together_are_counted_as_one_by_one(site, section):
    pages = [make_article(section) for _ in range(3)]
    moment = _at(2026, 11, 24, 9)
    showings = [
        _showing(site, pages[n % 3], moment, address=f"203.0.113.{n % 4}", referrer="facebook.com")
        for n in range(12)
    ]
    twice = replace(showings[0], view_id="f" * 32)
    outcomes = count_views([*showings, twice, twice])
    assert outcomes == [Outcome.COUNTED] * 13 + [Outcome.COUNTED_BEFORE]
    day = _site_day(site, 2026, 11, 24)
    assert (day.views, day.visits, day.visitors) == (13, 4, 4)
    host = SourceTally.objects.get(unit=Unit.DAY, name="facebook.com")
    assert (host.views, host.networks) == (13, 4)
    call_command("visits_check")


def test_the_reload_window_is_a_setting(site, article, settings):
    settings.VISITS_RELOAD_MINUTES = 0
    start = _at(2026, 11, 24, 9)
    assert count_view(_showing(site, article, start)) is Outcome.COUNTED
    assert count_view(_showing(site, article, start, again=True)) is Outcome.COUNTED


def test_another_page_of_the_same_visitor_is_another_view_of_the_same_visit(site, section, article):
    other = make_article(section)
    count_view(_showing(site, article, _at(2026, 11, 24, 9)))
    count_view(_showing(site, other, _at(2026, 11, 24, 9, 20)))
    day = _site_day(site, 2026, 11, 24)
    assert (day.views, day.visits, day.visitors) == (2, 1, 1)


def test_a_visit_ends_after_a_gap_of_more_than_thirty_minutes(site, section, article):
    for minute in (0, 30, 61):
        count_view(
            _showing(site, make_article(section), _at(2026, 11, 24, 9) + timedelta(minutes=minute))
        )
    day = _site_day(site, 2026, 11, 24)
    assert (day.views, day.visits, day.visitors) == (3, 2, 1)


def test_one_visitor_on_two_days_is_counted_on_each(site, article):
    count_view(_showing(site, article, _at(2026, 11, 24, 23, 50)))
    count_view(_showing(site, article, _at(2026, 11, 25, 0, 30)))
    assert _site_day(site, 2026, 11, 25).visitors == 1


def test_a_clock_that_steps_back_over_midnight_loses_nothing_and_makes_no_new_visitor(
    site, section
):
    pages = [make_article(section) for _ in range(3)]
    for page, moment in zip(
        pages,
        [_at(2026, 11, 25, 0, 0, 5), _at(2026, 11, 24, 23, 59, 57), _at(2026, 11, 25, 0, 0, 1)],
        strict=True,
    ):
        assert count_view(_showing(site, page, moment)) is Outcome.COUNTED
    assert _site_day(site, 2026, 11, 24).views + _site_day(site, 2026, 11, 25).views == 3
    assert sum(SiteTally.objects.filter(unit=Unit.DAY).values_list("visitors", flat=True)) == 1


def test_the_picture_counts_where_scripts_are_off(visitor, article):
    assert visitor.without_script(article).status_code == 204
    assert views_of([article.pk])[article.pk] == 1


def test_devices_add_up_to_the_views_and_hosts_are_kept_without_www(site, article):
    Visitor().view(article, **{"from": "www.facebook.com"})
    Visitor(address="203.0.113.8").view(article, **{"from": ""})
    Visitor(address="203.0.113.9").view(article, **{"from": "localhost"})
    rows = SourceTally.objects.filter(site_id=site.pk, unit=Unit.DAY).values_list(
        "kind", "name", "views"
    )
    assert set(rows) == {
        ("device", "phone", 3),
        ("referrer", "facebook.com", 1),
        ("referrer", "(trực tiếp)", 1),
    }


def test_invented_referring_hosts_end_up_in_one_row(site, section, article):
    for number in range(MOST_NAMES + 5):
        count_view(
            _showing(
                site, article, timezone.now(), address=f"a{number}", referrer=f"h{number}.example"
            )
        )
    days = SourceTally.objects.filter(kind="referrer", unit=Unit.DAY)
    assert days.count() == MOST_NAMES + 1
    assert days.get(name=OTHER_REFERRERS).views == 5


def test_tallies_grow_with_pages_and_hours_not_with_views(site, article, visitors):
    for visitor in visitors(20):
        visitor.view(article)
    assert PageTally.objects.count() == 4
    assert SiteTally.objects.count() == 4
    assert SeenView.objects.count() == 20
