"""Seals on days that are over: proof against a change that is made in every sum at once.

`visits.checking` finds a total that its parts contradict; whoever changes the parts as well contradicts
nothing. The seal needs SECRET_KEY, which lies outside the database.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from visits.models import DaySeal, PageTally, SiteTally, SourceTally, Unit
from visits.periods import Period, midnight
from visits.seals import Verdict, seal, verdict

DAYS_OPEN = 2
"""A clock may be set back over midnight, and a report made late; after two days a day is closed."""
_SALT = "visits.day"
_FIELDS: dict[type[SiteTally] | type[PageTally] | type[SourceTally], tuple[str, ...]] = {
    SiteTally: ("views", "bots", "suspects", "visits", "visitors"),
    PageTally: ("page_id", "views", "bots", "suspects", "entries", "read_to_end"),
    SourceTally: ("kind", "name", "views", "networks"),
}


def seal_days(today: date | None = None) -> int:
    """Seal every day that is closed and has no seal yet; how many were sealed."""
    last = (today or timezone.localdate()) - timedelta(days=DAYS_OPEN)
    days = SiteTally.objects.filter(unit=Unit.DAY, start__lt=midnight(last + timedelta(days=1)))
    sealed = set(DaySeal.objects.values_list("site_id", "day"))
    new = [
        (site_id, timezone.localdate(start))
        for site_id, start in days.values_list("site_id", "start")
        if (site_id, timezone.localdate(start)) not in sealed
    ]
    for site_id, day in new:
        DaySeal.objects.create(site_id=site_id, day=day, digest=seal(_SALT, said_of(site_id, day)))
    return len(new)


def broken_seals(
    site_id: int | None = None, period: Period | None = None
) -> Iterator[tuple[int, date]]:
    """Seals whose day no longer says what it said, as `(site_id, day)`; all, or those of a period."""
    seals = DaySeal.objects.all()
    if site_id is not None:
        seals = seals.filter(site_id=site_id)
    if period is not None:
        seals = seals.filter(day__gte=period.first, day__lte=period.last)
    for kept in seals.order_by("site_id", "day"):
        if _verdict(kept) is Verdict.BROKEN:
            yield kept.site_id, kept.day


def sealed_by_another_key(site_id: int, period: Period) -> int:
    """Days of a period whose seal cannot be checked any more; how many."""
    seals = DaySeal.objects.filter(site_id=site_id, day__gte=period.first, day__lte=period.last)
    return sum(_verdict(kept) is Verdict.OTHER_KEY for kept in seals)


def _verdict(kept: DaySeal) -> Verdict:
    return verdict(kept.digest, _SALT, said_of(kept.site_id, kept.day))


def said_of(site_id: int, day: date) -> str:
    """Everything that is stored of a day as text, in an order of its own."""
    parts = [f"{site_id} {day.isoformat()}"]
    for model, names in _FIELDS.items():
        rows = model.objects.filter(unit=Unit.DAY, site_id=site_id, start=midnight(day))
        lines = sorted(" ".join(map(str, row)) for row in rows.values_list(*names))
        parts += [model.__name__, *lines]
    return "\n".join(parts)
