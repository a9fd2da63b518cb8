"""What one network can be worth, drilled as it was attacked."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from tests.factories import COMMUNE_TIME, make_article
from tests.visits.conftest import Visitor
from visits import rate_limit
from visits.caps import PAGE_CAPS, SITE_TIMES
from visits.counting import count_view, count_views
from visits.models import PageTally, SiteTally, Unit
from visits.showings import Outcome, Showing
from visits.statistics import statistics_for, views_of

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 9, tzinfo=COMMUNE_TIME)


def _attack(site, pages, networks_of, times, at=NINE):
    outcomes = []
    for number in range(0, times, 20):
        outcomes += count_views(
            [
                Showing(
                    site.pk, pages[n % len(pages)].pk, networks_of(n), f"Mozilla/5.0 (Linux; May {n})", at=at
                )
                for n in range(number, min(number + 20, times))
            ]
        )  # fmt: skip
    return outcomes


def _one_address(n):
    return ("203.0.113.7/32",)


def _one_line(n):
    """A /56, its owner taking another of its 256 /64 each time."""
    return (f"2001:db8:1:{n % 256:x}::/64", "2001:db8:1::/56", "2001:db8:1::/48")


@pytest.mark.parametrize("networks_of", [_one_address, _one_line])
def test_a_changing_name_moves_a_page_by_sixty_an_hour_and_the_rest_is_shown_as_suspect(
    site, article, networks_of
):
    outcomes = _attack(site, [article], networks_of, 400)
    assert outcomes.count(Outcome.COUNTED) == PAGE_CAPS["32"] == 60
    assert views_of([article.pk]) == {article.pk: 60}
    hour = PageTally.objects.get(page_id=article.pk, unit=Unit.HOUR)
    assert (hour.start, hour.views, hour.suspects) == (NINE, 60, 340)
    day = SiteTally.objects.get(site_id=site.pk, unit=Unit.DAY)
    assert (day.views, day.visitors, day.suspects) == (60, 60, 340)
    call_command("visits_check")


def test_a_wider_network_may_do_more_but_not_without_end(site, article):
    def one_district(n):
        return (f"2001:db8:1:{n:x}::/64", f"2001:db8:1:{n // 256 * 256:x}::/56", "2001:db8:1::/48")

    outcomes = _attack(site, [article], lambda n: one_district(n * 300), 300)
    assert outcomes.count(Outcome.COUNTED) == PAGE_CAPS["48"] == 240


def test_an_attack_spread_over_many_pages_is_bounded_too(site, section):
    pages = [make_article(section) for _ in range(20)]
    outcomes = _attack(site, pages, _one_address, 700)
    assert outcomes.count(Outcome.COUNTED) == PAGE_CAPS["32"] * SITE_TIMES


def test_the_next_hour_begins_anew_and_another_page_has_its_own_cap(site, section, article):
    _attack(site, [article], _one_address, 80)
    assert _attack(site, [make_article(section)], _one_address, 1) == [Outcome.COUNTED]
    later = _attack(site, [article], _one_address, 1, at=NINE + timedelta(hours=1))
    assert later == [Outcome.COUNTED]


def test_readers_without_a_known_network_are_not_lumped_together(site, article):
    assert set(_attack(site, [article], lambda n: ("",), 80)) == {Outcome.COUNTED}


def test_a_suspect_view_is_told_so_and_is_not_counted_when_sent_again(site, article):
    showing = Showing(site.pk, article.pk, ("203.0.113.7/32",), "x" * 20, at=NINE)
    for _ in range(60):
        count_view(showing)
    once = Showing(site.pk, article.pk, ("203.0.113.7/32",), "x" * 20, view_id="a" * 32, at=NINE)
    assert [count_view(once), count_view(once)] == [Outcome.SUSPECT, Outcome.COUNTED_BEFORE]
    assert views_of([article.pk])[article.pk] == 60


def test_the_public_block_moves_by_sixty(site, article):
    for number in range(90):
        rate_limit.forget()
        Visitor(user_agent=f"Mozilla/5.0 (Linux; Android 10; May {number}) Mobile").view(article)
    shown = statistics_for(site)
    assert (shown.today, shown.online) == (60, 60)


def test_refusals_write_no_line_each(article, caplog):
    for number in range(90):
        Visitor(user_agent=f"Mozilla/5.0 (Linux; Android 10; May {number}) Mobile").view(article)
    Visitor().post("{")
    stranger = Visitor()
    stranger.client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert stranger.view(article).status_code == 403
    assert caplog.records == []
