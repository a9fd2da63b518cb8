"""Days on which something happens."""

from datetime import date, timedelta

import pytest

from events.recurrence import occurrences

THURSDAY = date(2026, 11, 26)


def days(first, repeats, since, ahead=30, last=None, until=None):
    window = (since, since + timedelta(days=ahead))
    return [start for start, _ in occurrences(first, last or first, repeats, until, window)]


@pytest.mark.parametrize(
    ("repeats", "expected"),
    [
        ("", []),
        ("weekly", [date(2026, 11, 27), date(2026, 12, 4)]),
        ("lui", [date(2026, 11, 26), date(2026, 12, 2)]),
        ("fortnightly", [date(2026, 12, 4)]),
    ],
)
def test_a_market_comes_again_in_its_own_rhythm(repeats, expected):
    first = date(2026, 11, 20)
    assert days(first, repeats, THURSDAY, ahead=8) == expected


def test_a_day_of_the_month_that_is_missing_is_the_last_one():
    assert days(date(2026, 1, 31), "monthly", date(2026, 2, 1), ahead=90) == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_what_lasts_several_days_is_found_on_its_last_day():
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    assert days(first, "", THURSDAY, ahead=0, last=last) == [first]
    assert days(first, "", THURSDAY + timedelta(days=1), ahead=0, last=last) == []


def test_nothing_starts_after_the_last_day():
    assert days(date(2026, 11, 5), "weekly", THURSDAY, until=date(2026, 12, 3)) == [
        THURSDAY,
        date(2026, 12, 3),
    ]


def test_what_begins_later_is_not_there_yet():
    assert days(date(2027, 3, 1), "weekly", THURSDAY) == []
    assert days(date(2020, 2, 29), "monthly", date(2026, 2, 1), ahead=28) == [date(2026, 2, 28)]
