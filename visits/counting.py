"""Counting one view: one transaction, finished before anybody is told that the view counts.

Rows are always taken in the same order (visitor, view id, page, site, sources), so that two views
cannot wait for each other; whoever comes second waits for the row of the first.
"""

import enum
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connections, router, transaction
from django.utils import timezone

from visits import daily_key, visitors
from visits.devices import device_class
from visits.models import (
    PageTally,
    PageTotal,
    SeenView,
    SiteTally,
    SourceTally,
    Unit,
    reload_minutes,
)
from visits.periods import starts
from visits.upserts import add_to, insert_once
from visits.waiting import brief_transaction

MOST_REFERRERS = 200
"""Referring hosts kept apart per site and day; the rest share one row, whatever a client invents."""
OTHER_REFERRERS = "(khác)"
DIRECT = "(trực tiếp)"


class Outcome(enum.Enum):
    """What became of a view."""

    COUNTED = "counted"
    COUNTED_BEFORE = "counted-before"
    RELOAD = "reload"


@dataclass(frozen=True, slots=True)
class Showing:
    """A page that was shown, as far as counting needs to know."""

    site_id: int
    page_id: int
    network: str
    """The visitor's address; leaves this process only as part of a keyed hash."""
    user_agent: str
    view_id: str = ""
    """32 hex digits from the script, "" from the picture for browsers without scripts."""
    referrer: str | None = None
    """The foreign host that led here, "" when there was none, None on the way inside the site."""
    at: datetime | None = None
    """When; now, unless a test says otherwise."""


def count_view(showing):
    """Count a view by a person; returns an `Outcome`. Raises DatabaseError or OSError when it cannot.

    When this returns COUNTED, the view is in the database.
    """
    showing = replace(showing, at=showing.at or timezone.now())
    _, key = daily_key.key_for(timezone.localdate(showing.at))
    who = (key, showing.site_id, showing.network, showing.user_agent)
    with brief_transaction():
        new_visitors, new_visits = visitors.arrive(
            visitors.visitor_key(*who), showing.site_id, showing.at
        )
        outcome = _outcome(showing, visitors.reload_key(*who, showing.page_id))
        if outcome is Outcome.COUNTED:
            _add(showing, visits=new_visits, visitors=new_visitors)
        elif new_visitors:
            # The retry came from another address: it must not leave a visitor without a visit.
            transaction.set_rollback(True)
    return outcome


def count_robot(showing):
    """Add a robot's view to the column of robots; nothing else is kept of it."""
    moments = starts(showing.at or timezone.now())
    page = {"site_id": showing.site_id, "page_id": showing.page_id}
    with brief_transaction():
        add_to(PageTally, [page], {"bots": 1}, moments)
        add_to(PageTotal, [page], {"bots": 1})
        add_to(SiteTally, [{"site_id": showing.site_id}], {"bots": 1}, moments)


def _outcome(showing, reload_key):
    seen = _seen(showing, reload_key)
    if showing.view_id in seen:
        return Outcome.COUNTED_BEFORE
    if seen:
        return Outcome.RELOAD
    view_id = showing.view_id or secrets.token_hex(16)
    row = {"view_id": view_id, "reload_key": reload_key, "seen_at": showing.at}
    return Outcome.COUNTED if insert_once(SeenView, row) else Outcome.COUNTED_BEFORE


_SEEN = f"""
    SELECT view_id FROM {SeenView._meta.db_table}
    WHERE view_id = %s OR (reload_key = %s AND seen_at > %s)
"""  # noqa: S608 - the table's name from its model


def _seen(showing, reload_key):
    """Ids counted before that are this very view, or this visitor's on this page a moment ago.

    Plain SQL: putting the query together by the ORM costs a fifth of the whole view.
    """
    connection = connections[router.db_for_write(SeenView)]
    since = showing.at - timedelta(minutes=reload_minutes())
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(since)
        cursor.execute(_SEEN, [showing.view_id, reload_key, moment])
        return {view_id for (view_id,) in cursor.fetchall()}


def _add(showing, **people):
    moments = starts(showing.at)
    site = {"site_id": showing.site_id}
    page = {**site, "page_id": showing.page_id}
    add_to(PageTally, [page], {"views": 1}, moments)
    add_to(PageTotal, [page], {"views": 1})
    add_to(SiteTally, [site], {"views": 1, **people}, moments)
    by_day = {unit: start for unit, start in moments.items() if unit != Unit.HOUR}
    sources = [{**site, **source} for source in _sources(showing, by_day[Unit.DAY])]
    add_to(SourceTally, sources, {"views": 1}, by_day)


def _sources(showing, day_start):
    yield {"kind": SourceTally.Kind.DEVICE.value, "name": device_class(showing.user_agent)}
    if showing.referrer is not None:
        name = _referrer_name(showing.site_id, showing.referrer, day_start)
        yield {"kind": SourceTally.Kind.REFERRER.value, "name": name}


def _referrer_name(site_id, host, day_start):
    """The host, or the row of all others when the day already has as many hosts as it may."""
    if not host:
        return DIRECT
    hosts = SourceTally.objects.filter(
        site_id=site_id, kind=SourceTally.Kind.REFERRER, unit=Unit.DAY, start=day_start
    )
    if hosts.filter(name=host).exists() or hosts.count() < MOST_REFERRERS:
        return host
    return OTHER_REFERRERS
