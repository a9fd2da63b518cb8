"""Sums over a period: of a site, of a page, hour by hour, day by day or month by month."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from visits.models import PageTally, SiteTally, SourceTally, Unit
from visits.periods import ONE_DAY, Period, midnight

Tally = TypeVar("Tally", PageTally, SiteTally, SourceTally)
MOST_DAYS_BY_DAY = 92
MOST_DAYS_BY_MONTH = 366 * 6
HOURS_KEPT = timedelta(days=396)
"""Thirteen months: how long hours are kept before only their day remains."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Views are counted; visits and visitors are estimates; robots and suspects stand apart."""

    views: int = 0
    visits: int = 0
    visitors: int = 0
    bots: int = 0
    suspects: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of one hour, day, month or year."""

    label: str
    figures: Figures


def site_figures(site_id: int, period: Period) -> Figures:
    """The site's sums over a period, up to now; a query or two over a handful of rows."""
    rows = SiteTally.objects.filter(site_id=site_id)
    begun = period.until(timezone.localdate())
    if begun is None:
        return Figures()
    return _sum(rows.filter(begun.cover())) - _ahead(rows, begun)


def figures_until(site_id: int, period: Period, hour: int) -> Figures:
    """The sums of a period whose last day ends at `hour` (0 to 23): whole days, then whole hours."""
    rows = SiteTally.objects.filter(site_id=site_id)
    start = midnight(period.last)
    hours = Q(unit=Unit.HOUR, start__gte=start, start__lt=start + timedelta(hours=hour))
    days = [Period(period.first, period.last - ONE_DAY).cover()] if period.days > 1 else []
    return _sum(rows.filter(reduce(or_, [hours, *days])))


def _sum(rows: QuerySet[Tally]) -> Figures:
    names = [one.name for one in fields(Figures)]
    return Figures(**rows.aggregate(**{name: Sum(name, default=0) for name in names}))


def ahead(rows: QuerySet[Tally], period: Period) -> QuerySet[Tally]:
    """Rows of hours of today that have not begun: a clock that ran ahead wrote them.

    They wait for their hour; until then no figure counts them. None unless today is in the period.
    """
    not_begun = period.hours_not_begun()
    return rows.filter(not_begun) if not_begun else rows.none()


def _ahead(rows: QuerySet[Tally], period: Period) -> Figures:
    waiting = ahead(rows, period)
    return Figures() if waiting.query.is_empty() else _sum(waiting)


def site_series(
    site_id: int, period: Period, by_month: bool = False, by_hour: bool = True
) -> list[Point]:
    """The period as points, none left out; their sum is what `site_figures` says. One query.

    A day goes by its hours, up to three months by days, anything longer by months, then by years;
    `by_month` asks for months whatever the length, `by_hour=False` for one day as one point.
    """
    step = _step(period, by_month, by_hour)
    return _series(SiteTally.objects.filter(site_id=site_id), period, step)


def page_series(page_id: int, period: Period) -> list[Point]:
    """The same for one page, which has no visits of its own."""
    return _series(PageTally.objects.filter(page_id=page_id), period, _step(period))


def source_series(site_id: int, kind: SourceTally.Kind, name: str, period: Period) -> list[Point]:
    """The same for one device, referring host or marked link: views alone, and by no hour."""
    rows = SourceTally.objects.filter(site_id=site_id, kind=kind, name=name)
    return _series(rows, period, _step(period, by_hour=False))


def total_of(points: Iterable[Point]) -> Figures:
    """The sum of points."""
    return sum((point.figures for point in points), Figures())


def _step(period: Period, by_month: bool = False, by_hour: bool = True) -> Unit:
    """The unit of the points."""
    hours_are_kept = period.bounds[0] > timezone.now() - HOURS_KEPT + 2 * ONE_DAY
    if by_month:
        return Unit.MONTH
    if by_hour and period.days == 1 and hours_are_kept:
        return Unit.HOUR
    if period.days <= MOST_DAYS_BY_DAY:
        return Unit.DAY
    return Unit.MONTH if period.days <= MOST_DAYS_BY_MONTH else Unit.YEAR


_LABELS = {Unit.HOUR: "%H giờ", Unit.DAY: "%d/%m", Unit.MONTH: "%m/%Y", Unit.YEAR: "%Y"}


def _series(rows: QuerySet[Tally], period: Period, step: Unit) -> list[Point]:
    """Months and years are put together from their days, so that a part of a month is just that."""
    unit = Unit.HOUR if step == Unit.HOUR else Unit.DAY
    start, end = period.bounds
    sums = dict.fromkeys(_labels(period, step), Figures())
    for row in rows.filter(unit=unit, start__gte=start, start__lt=min(end, _soon())):
        sums[_label(row, step)] += _figures_of(row)
    if step != Unit.HOUR:
        for row in ahead(rows, period):
            sums[_label(row, step)] -= _figures_of(row)
    return [Point(label, figures) for label, figures in sums.items()]


def _soon() -> datetime:
    """Just after now: what starts later has not begun."""
    return timezone.now() + timedelta(microseconds=1)


def _label(row: Tally, step: Unit) -> str:
    return f"{timezone.localtime(row.start):{_LABELS[step]}}"


def _figures_of(row: Tally) -> Figures:
    """A page's row knows nothing of visits, a source's nothing but views."""
    return Figures(*(getattr(row, one.name, 0) for one in fields(Figures)))


def _labels(period: Period, step: Unit) -> Iterator[str]:
    moment, end = period.bounds
    while moment < end:
        yield f"{timezone.localtime(moment):{_LABELS[step]}}"
        moment += timedelta(hours=1) if step == Unit.HOUR else ONE_DAY
