"""Working days in Viet Nam, with lunar holidays, observed days and the days that are swapped.

The calendar is that of the `holidays` library, which follows the yearly decisions.
"""

from datetime import timedelta
from functools import cache

SATURDAY = 5


def is_working_day(day):
    """Monday to Friday, unless it is a public holiday."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def working_days_between(first, last):
    """Working days after `first` and before `last`: full days that people have in between."""
    days = (first + timedelta(days=step) for step in range(1, (last - first).days))
    return sum(is_working_day(day) for day in days)


def earliest_after(day, working_days):
    """The first day that has `working_days` full working days between it and `day`."""
    found = day
    while working_days_between(day, found) < working_days:
        found += timedelta(days=1)
    return found


@cache
def _holidays(year):
    import holidays  # 0.2 s of every process; asked for with a notice or a deadline

    return holidays.country_holidays("VN", years=year)
