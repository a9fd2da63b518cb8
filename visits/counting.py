"""Counting views: one transaction, finished before anybody is told that a view counts.

Views that arrive together are counted together (`visits.together`), for a transaction costs more than
what stands in it. Rows are always taken in the same order, so that two transactions cannot wait for
each other; whoever comes second waits for the row of the first.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from visits import arrivals, caps, daily_key, steps, visitors
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
from visits.public_pages import public_among
from visits.showings import Decisions, Outcome, Showing
from visits.upserts import Additions, ask, insert_new, marks
from visits.waiting import brief_transaction

MOST_WITHOUT_WORD = 10
"""Views of one page by one visitor's key within the reload time, from browsers that cannot say
whether they reload. More than once, because many phones share such a key (Opera Mini's proxies)."""


def count_view(showing: Showing) -> Outcome:
    """Count one view; returns an `Outcome`. Raises DatabaseError or OSError when it cannot.

    When this returns COUNTED, the view is in the database.
    """
    return count_views([showing])[0]


def count_views(showings: Sequence[Showing]) -> list[Outcome]:
    """Count views of the same moment in one transaction; an `Outcome` for each."""
    moment = showings[0].at or timezone.now()
    _, key = daily_key.key_for(timezone.localdate(moment))
    showings = [
        replace(showing, view_id=showing.view_id or secrets.token_hex(16)) for showing in showings
    ]
    with brief_transaction():
        outcomes = _outcomes(showings, key, moment)
        additions = Additions()
        arrived = _arrived(showings, outcomes, key, moment)
        new_hosts = arrivals.new_networks(showings, outcomes, key, moment)
        for number, showing in enumerate(showings):
            _add(additions, showing, outcomes[number], arrived[number], new_hosts[number], moment)
        additions.write()
    return outcomes


def _outcomes(showings: Sequence[Showing], key: bytes, moment: datetime) -> list[Outcome]:
    """Decided step by step; each step looks only at what the ones before left open."""
    outcomes: Decisions = [None] * len(showings)
    public = public_among({showing.page_id for showing in showings})
    _decide(showings, outcomes, lambda s: None if s.page_id in public else Outcome.NOT_PUBLIC)
    _decide(showings, outcomes, lambda s: Outcome.ROBOT if s.is_robot else None)
    reload_keys = {
        showing.view_id: visitors.reload_key(
            key, showing.site_id, showing.networks[0], showing.user_agent, showing.page_id
        )
        for number, showing in enumerate(showings)
        if outcomes[number] is None
    }
    seen = _seen(showings, outcomes, reload_keys, moment)
    _decide(showings, outcomes, lambda s: _seen_outcome(s, seen, reload_keys))
    new = _insert(showings, outcomes, reload_keys, moment)
    _decide(showings, outcomes, lambda s: None if s.view_id in new else Outcome.COUNTED_BEFORE)
    _mark_doubles(showings, outcomes)
    open_ones = [n for n, outcome in enumerate(outcomes) if outcome is None]
    fits = caps.within(key, [showings[n] for n in open_ones], starts(moment)[Unit.HOUR], moment)
    last = iter([Outcome.COUNTED if fit else Outcome.SUSPECT for fit in fits])
    return [next(last) if outcome is None else outcome for outcome in outcomes]


def _decide(
    showings: Sequence[Showing], outcomes: Decisions, rule: Callable[[Showing], Outcome | None]
) -> None:
    for number, showing in enumerate(showings):
        if outcomes[number] is None:
            outcomes[number] = rule(showing)


def _mark_doubles(showings: Sequence[Showing], outcomes: Decisions) -> None:
    """The same id twice at once: only the first of them counts."""
    known = set()
    for number, showing in enumerate(showings):
        if outcomes[number] is None:
            outcomes[number] = Outcome.COUNTED_BEFORE if showing.view_id in known else None
            known.add(showing.view_id)


_SEEN = f"SELECT view_id, reload_key FROM {SeenView._meta.db_table} WHERE view_id IN ({{}}) OR (reload_key IN ({{}}) AND seen_at > %s)"  # noqa: S608


def _seen(
    showings: Sequence[Showing],
    outcomes: Decisions,
    reload_keys: Mapping[str, str],
    moment: datetime,
) -> list[Any]:
    """Views seen before that concern those who did not say "for the first time"; one query or none."""
    asking = [s for n, s in enumerate(showings) if outcomes[n] is None and s.again is not False]
    if not asking:
        return []
    ids = [showing.view_id for showing in asking]
    keys = [reload_keys[view_id] for view_id in ids]
    since = moment - timedelta(minutes=reload_minutes())
    return ask(SeenView, _SEEN.format(marks(len(ids)), marks(len(keys))), [*ids, *keys, since])


def _seen_outcome(
    showing: Showing, seen: list[Any], reload_keys: Mapping[str, str]
) -> Outcome | None:
    if showing.again is False:
        return None
    if any(view_id == showing.view_id for view_id, _ in seen):
        return Outcome.COUNTED_BEFORE
    times = sum(key == reload_keys[showing.view_id] for _, key in seen)
    return Outcome.RELOAD if times >= (1 if showing.again else MOST_WITHOUT_WORD) else None


def _insert(
    showings: Sequence[Showing],
    outcomes: Decisions,
    reload_keys: Mapping[str, str],
    moment: datetime,
) -> set[str]:
    """Note the ids that are still open; those that were not there before."""
    rows = {
        showing.view_id: {
            "view_id": showing.view_id,
            "reload_key": reload_keys[showing.view_id],
            "seen_at": moment,
        }
        for number, showing in enumerate(showings)
        if outcomes[number] is None
    }
    return insert_new(SeenView, [rows[view_id] for view_id in sorted(rows)]) if rows else set()


def _arrived(
    showings: Sequence[Showing], outcomes: Sequence[Outcome], key: bytes, moment: datetime
) -> list[tuple[int, int]]:
    """(new visitors, new visits) of each view; only views that count bring a visitor."""
    keys = [
        visitors.visitor_key(key, s.site_id, s.networks[0], s.user_agent)
        if outcome is Outcome.COUNTED
        else None
        for s, outcome in zip(showings, outcomes, strict=True)
    ]
    sites = {one: s.site_id for one, s in zip(keys, showings, strict=True) if one}
    news = visitors.arrive(sites, moment)
    return [news.pop(one, (0, 0)) if one else (0, 0) for one in keys]


def _add(
    additions: Additions,
    showing: Showing,
    outcome: Outcome,
    arrived: tuple[int, int],
    is_new_host: bool,
    moment: datetime,
) -> None:
    column = _COLUMNS.get(outcome)
    if column is None:
        return
    moments = starts(moment)
    site = {"site_id": showing.site_id}
    page = {"page_id": showing.page_id, **site}
    more = {"entries": 1} if column == "views" and showing.referrer is not None else {}
    additions.add(PageTally, page, moments, **{column: 1}, **more)
    people = {"visitors": arrived[0], "visits": arrived[1]} if column == "views" else {}
    additions.add(SiteTally, site, moments, **{column: 1}, **people)
    if column != "suspects":
        additions.add(PageTotal, page, None, **{column: 1})
    if column == "views":
        _add_sources(additions, showing, is_new_host, moments)


_COLUMNS = {Outcome.COUNTED: "views", Outcome.ROBOT: "bots", Outcome.SUSPECT: "suspects"}


def _add_sources(
    additions: Additions, showing: Showing, is_new_host: bool, moments: Mapping[Unit, datetime]
) -> None:
    by_day: dict[Unit, datetime] = {
        unit: start for unit, start in moments.items() if unit != Unit.HOUR
    }

    def add(kind: SourceTally.Kind, name: str, **more: int) -> None:
        key = {"site_id": showing.site_id, "kind": kind.value, "name": name}
        additions.add(SourceTally, key, by_day, views=1, **more)

    add(SourceTally.Kind.DEVICE, device_class(showing.user_agent))
    if showing.referrer is not None:
        name = arrivals.referrer_name(showing.site_id, showing.referrer, by_day[Unit.DAY])
        add(SourceTally.Kind.REFERRER, name, networks=int(is_new_host))
    if showing.found:
        steps.add_found(additions, showing.site_id, showing.page_id, by_day)
    if showing.mark:
        add(
            SourceTally.Kind.MARK,
            arrivals.mark_name(showing.site_id, showing.mark, by_day[Unit.DAY]),
        )
