"""What is thrown away, and when. Everything here may be killed at any moment and run again.

Sums are written for hour, day, month and year at once, so nothing has to be moved up before hours may
go: they are only dropped, a day at a time, and only where their day says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone

from visits import daily_key
from visits.figures import HOURS_KEPT
from visits.models import DailyVisitor, NetworkTrace, PageTally, SeenView, SiteTally, Unit
from visits.periods import ONE_DAY, midnight

Tally: TypeAlias = type[PageTally] | type[SiteTally]
TRACES_KEPT = timedelta(hours=24)
"""View ids must outlive the retries of a page; visitors must last until their day ends."""


@dataclass(slots=True)
class Cleared:
    """How many rows went."""

    hours: int = 0
    view_ids: int = 0
    visitors: int = 0
    days_that_disagree: list[date] = field(default_factory=list)


def clear(now: datetime | None = None) -> Cleared:
    """Drop the traces of yesterday, yesterday's key, and hours older than thirteen months."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    daily_key.destroy_old(today)
    cleared = Cleared()
    cleared.view_ids = SeenView.objects.filter(seen_at__lt=now - TRACES_KEPT).delete()[0]
    cleared.visitors = DailyVisitor.objects.filter(last_seen__lt=midnight(today)).delete()[0]
    NetworkTrace.objects.filter(seen_at__lt=now - TRACES_KEPT).delete()
    _drop_hours(timezone.localdate(now - HOURS_KEPT), cleared)
    return cleared


def _drop_hours(first_kept_day: date, cleared: Cleared) -> None:
    for model in (PageTally, SiteTally):
        old = model.objects.filter(unit=Unit.HOUR, start__lt=midnight(first_kept_day))
        for day in sorted(
            {timezone.localdate(start) for start in old.values_list("start", flat=True)}
        ):
            _drop_day(model, day, cleared)


def _drop_day(model: Tally, day: date, cleared: Cleared) -> None:
    with transaction.atomic():
        hours = model.objects.filter(
            unit=Unit.HOUR, start__gte=midnight(day), start__lt=midnight(day + ONE_DAY)
        )
        days = model.objects.filter(unit=Unit.DAY, start=midnight(day))
        if _sums(hours, model) != _sums(days, model):
            cleared.days_that_disagree.append(day)
            return
        cleared.hours += hours.delete()[0]


def _sums(
    rows: Iterable[PageTally] | Iterable[SiteTally], model: Tally
) -> dict[tuple[int, int | None], tuple[int, int]]:
    """Views and robots by page or site."""
    sums: dict[tuple[int, int | None], tuple[int, int]] = {}
    for row in rows:
        key = (row.site_id, getattr(row, "page_id", None))
        views, bots = sums.get(key, (0, 0))
        sums[key] = views + row.views, bots + row.bots
    return sums
