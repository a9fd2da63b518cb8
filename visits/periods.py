"""Stretches of commune time: where an hour, a day, a month or a year begins, and what covers what.

All days are days of Asia/Ho_Chi_Minh (`settings.TIME_ZONE`); the database holds aware datetimes.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from visits.models import Unit

ONE_DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    """The aware datetime at which `day` begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def starts(moment: datetime) -> dict[Unit, datetime]:
    """Where the hour, day, month and year around `moment` begin: `{Unit: aware datetime}`.

    Remembered by the minute: every view asks, and time zones are slow.
    """
    return dict(_starts(moment.replace(second=0, microsecond=0)))


@lru_cache(maxsize=64)
def _starts(moment: datetime) -> dict[Unit, datetime]:
    local = timezone.localtime(moment)
    day = local.date()
    return {
        Unit.HOUR: local.replace(minute=0, second=0, microsecond=0),
        Unit.DAY: midnight(day),
        Unit.MONTH: midnight(day.replace(day=1)),
        Unit.YEAR: midnight(day.replace(month=1, day=1)),
    }


def month_end(day: date) -> date:
    """The last day of the month around `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_before(day: date, count: int) -> date:
    """The same day `count` months earlier; the month's last day where it has no such day."""
    month_index = day.year * 12 + day.month - 1 - count
    first = date(month_index // 12, month_index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of commune time, both ends included."""

    first: date
    last: date
    step_months: int = 0
    """Months from one such period to the next; 0 where periods follow each other by days."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Ngày đầu phải đứng trước ngày cuối")

    def __str__(self) -> str:
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Aware datetimes: the first moment, and the first moment after it."""
        return midnight(self.first), midnight(self.last + ONE_DAY)

    @property
    def is_whole_months(self) -> bool:
        """Whether it runs from the first of a month to the end of one."""
        return self.first.day == 1 and self.last == month_end(self.last)

    @property
    def is_over(self) -> bool:
        """Whether its last day has ended."""
        return self.last < timezone.localdate()

    def until(self, day: date) -> "Period | None":
        """The part of it up to `day`; None where it has not begun by then."""
        if day < self.first:
            return None
        return self if self.last <= day else replace(self, last=day)

    def before(self) -> "Period":
        """The period to compare with: November to date with October to the same day, and so on.

        Whole months that are over are compared with as many whole months, other days with as many days.
        """
        months = self.step_months
        if not months and self.is_whole_months and self.is_over:
            months = (
                (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            )
        if months:
            return self._earlier(months)
        return Period(self.first - ONE_DAY * self.days, self.first - ONE_DAY)

    def year_before(self) -> "Period":
        """The same days a year earlier; a whole February stays whole."""
        return self._earlier(12)

    def _earlier(self, months: int) -> "Period":
        first, last = months_before(self.first, months), months_before(self.last, months)
        last = month_end(last) if self.is_whole_months and self.is_over else last
        return Period(first, last, self.step_months)

    def cover(self) -> Q:
        """The fewest tallies that add up to the period: a Q over `unit` and `start`.

        Whole years by their year, what is left by months, then by days: five years are a handful
        of ranges, and no page has more than about 85 rows in them.
        """
        return reduce(or_, self.pieces())

    def pieces(self) -> list[Q]:
        """The same, one Q for each range; no row is in two of them."""
        return [_between(unit, first, last) for unit, first, last in _pieces(self.first, self.last)]

    def hours_not_begun(self) -> Q:
        """Hours of today that lie ahead, which `cover()` counts with their day; empty without today.

        Only a clock that ran ahead leaves rows there.
        """
        today = timezone.localdate()
        if not self.first <= today <= self.last:
            return Q()
        return Q(unit=Unit.HOUR, start__gt=timezone.now(), start__lt=midnight(today + ONE_DAY))


def _between(unit: Unit, first: date, last: date) -> Q:
    return Q(unit=unit, start__gte=midnight(first), start__lte=midnight(last))


def _pieces(first: date, last: date) -> Iterator[tuple[Unit, date, date]]:
    """(unit, start of the first tally, start of the last tally) for `first`..`last`."""
    whole_years = _whole(first, last, Unit.YEAR)
    if whole_years:
        yield Unit.YEAR, whole_years[0], whole_years[1].replace(month=1, day=1)
        yield from _around(first, last, whole_years)
        return
    whole_months = _whole(first, last, Unit.MONTH)
    if whole_months:
        yield Unit.MONTH, whole_months[0], whole_months[1].replace(day=1)
        yield from _around(first, last, whole_months)
        return
    yield Unit.DAY, first, last


def _around(first: date, last: date, inner: tuple[date, date]) -> Iterator[tuple[Unit, date, date]]:
    if first < inner[0]:
        yield from _pieces(first, inner[0] - ONE_DAY)
    if inner[1] < last:
        yield from _pieces(inner[1] + ONE_DAY, last)


def _whole(first: date, last: date, unit: Unit) -> tuple[date, date] | None:
    """First and last day of the whole years or months inside, or None."""
    if unit == Unit.YEAR:
        start = first if (first.month, first.day) == (1, 1) else date(first.year + 1, 1, 1)
        end = last if (last.month, last.day) == (12, 31) else date(last.year - 1, 12, 31)
    else:
        start = first if first.day == 1 else month_end(first) + ONE_DAY
        end = last if last == month_end(last) else last.replace(day=1) - ONE_DAY
    return (start, end) if start < end else None
