"""Where readers came from: names kept within bounds, whatever a client invents.

A referrer is a claim. What one forger cannot multiply are networks, so each host is remembered with
the number of networks that named it; `visits.referrers` prints only hosts that several did.
"""

from collections.abc import Sequence
from datetime import datetime

from visits.models import NetworkTrace, SourceTally, Unit
from visits.showings import Outcome, Showing
from visits.upserts import insert_new
from visits.visitors import keyed_hash

MOST_NAMES = 200
"""Names of one kind kept apart per site and day; the rest share one row."""
OTHER_REFERRERS = "(khác)"
DIRECT = "(trực tiếp)"
OTHER_MARKS = "(khác)"


def referrer_name(site_id: int, host: str, day_start: datetime) -> str:
    """The host, or the row of all others when the day already has as many hosts as it may."""
    if not host:
        return DIRECT
    return _bounded(site_id, SourceTally.Kind.REFERRER, host, day_start, OTHER_REFERRERS)


def mark_name(site_id: int, mark: str, day_start: datetime) -> str:
    """The mark, within the same bounds."""
    return _bounded(site_id, SourceTally.Kind.MARK, mark, day_start, OTHER_MARKS)


def bounded_name(site_id: int, kind: SourceTally.Kind, name: str, day_start: datetime) -> str:
    """Any other name that comes from a browser, within the same bounds."""
    return _bounded(site_id, kind, name, day_start, OTHER_MARKS)


def new_networks(
    showings: Sequence[Showing], outcomes: Sequence[Outcome], day_key: bytes, moment: datetime
) -> list[bool]:
    """For each view whether its widest network names its host for the first time today."""
    keys = [
        keyed_hash(day_key, "host", s.site_id, s.referrer, s.networks[-1])
        if s.referrer and outcome.value == "counted"
        else None
        for s, outcome in zip(showings, outcomes, strict=True)
    ]
    rows = [{"key": key, "times": 1, "seen_at": moment} for key in sorted({*filter(None, keys)})]
    new = insert_new(NetworkTrace, rows) if rows else set()
    first: list[bool] = []
    for key in keys:
        first.append(key in new)
        new.discard(key)  # the others of today name it again
    return first


def _bounded(
    site_id: int, kind: SourceTally.Kind, name: str, day_start: datetime, others: str
) -> str:
    names = SourceTally.objects.filter(site_id=site_id, kind=kind, unit=Unit.DAY, start=day_start)
    if names.filter(name=name).exists() or names.count() < MOST_NAMES:
        return name
    return others
