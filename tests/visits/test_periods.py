from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import COMMUNE_TIME
from visits.models import Unit
from visits.period_form import PeriodForm, named_period, offered_month, whole_month
from visits.periods import Period, _pieces, starts

TODAY = date(2026, 11, 24)
_days = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def _last_day(unit, start):
    """The last day in the tally of `unit` that starts on `start`."""
    month_after = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return {
        Unit.DAY: start,
        Unit.MONTH: month_after - timedelta(days=1),
        Unit.YEAR: start.replace(month=12, day=31),
    }[unit]


@settings(max_examples=100, deadline=None)
@given(_days, _days)
def test_the_cover_of_a_period_is_every_day_once(one, other):
    first, last = min(one, other), max(one, other)
    pieces = sorted((start, _last_day(unit, end)) for unit, start, end in _pieces(first, last))
    starts_of, ends_of = zip(*pieces, strict=True)
    assert (starts_of[0], ends_of[-1]) == (first, last)
    assert list(starts_of[1:]) == [day + timedelta(days=1) for day in ends_of[:-1]]


def test_five_years_are_one_range():
    assert list(_pieces(date(2021, 1, 1), date(2025, 12, 31))) == [
        ("Y", date(2021, 1, 1), date(2025, 1, 1))
    ]


def test_hours_days_months_and_years_begin_in_commune_time():
    moment = datetime(2026, 12, 31, 17, 30, tzinfo=COMMUNE_TIME)
    assert [f"{start:%Y-%m-%d %H:%M}" for start in starts(moment).values()] == [
        "2026-12-31 17:00",
        "2026-12-31 00:00",
        "2026-12-01 00:00",
        "2026-01-01 00:00",
    ]


@pytest.mark.parametrize(
    ("name", "first", "before"),
    [
        ("hom-nay", date(2026, 11, 24), (date(2026, 11, 23), date(2026, 11, 23))),
        ("7-ngay", date(2026, 11, 18), (date(2026, 11, 11), date(2026, 11, 17))),
        ("30-ngay", date(2026, 10, 26), (date(2026, 9, 26), date(2026, 10, 25))),
        ("thang", date(2026, 11, 1), (date(2026, 10, 1), date(2026, 10, 24))),
        ("quy", date(2026, 10, 1), (date(2026, 7, 1), date(2026, 8, 24))),
        ("nam", date(2026, 1, 1), (date(2025, 1, 1), date(2025, 11, 24))),
    ],
)
def test_a_named_period_is_compared_with_the_like_of_it(name, first, before):
    period = named_period(name, date(2026, 11, 24))
    assert (period.first, period.last) == (first, date(2026, 11, 24))
    earlier = period.before()
    assert (earlier.first, earlier.last) == before


def test_whole_months_are_compared_with_whole_months():
    february = Period(date(2025, 2, 1), date(2025, 2, 28), step_months=1)
    assert (february.before().first, february.before().last) == (
        date(2025, 1, 1),
        date(2025, 1, 31),
    )
    assert february.year_before().last == date(2024, 2, 29)


def test_days_that_the_year_before_did_not_have_are_its_last():
    assert Period(date(2028, 2, 29), date(2028, 2, 29)).year_before().last == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    ["", "13/2026", "0/2026", "11", "11/26", "a/2026", "11/1999", "²/2026", "12/9999", "12/2026"],
)
def test_what_is_no_month_is_none(text):
    assert whole_month(text, TODAY) is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"ky": "tuy-chon", "tu": "2026-11-01", "den": "24/11/2026"}, "ngày/tháng/năm"),
        ({"ky": "tuy-chon", "tu": "31/02/2026", "den": "24/11/2026"}, "ngày/tháng/năm"),
        ({"ky": "tuy-chon", "tu": "01/11/2026", "den": ""}, "cả hai ngày"),
        ({"ky": "tuy-chon", "tu": "24/11/2026", "den": "01/11/2026"}, "đứng trước"),
        ({"ky": "tuy-chon", "tu": "01/01/0999", "den": "01/11/2026"}, "Ngày đầu"),
        ({"ky": "tuy-chon", "tu": "01/01/9998", "den": "01/11/9999"}, "Ngày đầu"),
    ],
)
def test_dates_that_make_no_period_are_refused_with_advice(data, message):
    form = PeriodForm(data)
    assert message in str(form.errors)
    assert form.period.days == 30


def test_an_unknown_name_falls_back_to_thirty_days():
    assert PeriodForm({"ky": "the-ky"}).period.days == 30


def test_last_month_and_last_quarter_are_whole_and_stand_beside_whole_ones():
    month, quarter = named_period("thang-truoc", TODAY), named_period("quy-truoc", TODAY)
    assert (month.first, month.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert (quarter.first, quarter.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert named_period("quy-truoc", date(2027, 1, 2)).first == date(2026, 10, 1)


def test_a_month_that_is_not_over_ends_today():
    assert whole_month("11/2026", TODAY) == Period(date(2026, 11, 1), TODAY, step_months=1)
    assert whole_month("10/2026", TODAY).last == date(2026, 10, 31)


@pytest.mark.parametrize(("day", "month"), [(1, 10), (10, 10), (11, 11), (30, 11)])
def test_in_the_first_days_of_a_month_a_report_is_about_the_last_one(day, month):
    assert offered_month(date(2026, 11, day)).first == date(2026, month, 1)
