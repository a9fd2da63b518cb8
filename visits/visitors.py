"""Telling visitors apart for a day, without a cookie and without keeping who they are.

A visitor is a keyed hash of site, network and browser. Phones that share a carrier's address and a
browser version become one visitor, so visits and visitors are estimates; views are not.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from visits.models import DailyVisitor
from visits.upserts import ask, insertion, values

VISIT_GAP = timedelta(minutes=30)
ONLINE_WINDOW = timedelta(minutes=5)

_TABLE = DailyVisitor._meta.db_table
_ARRIVAL = f"""
    ON CONFLICT (key) DO UPDATE SET seen_before = {_TABLE}.last_seen, last_seen =
        CASE WHEN excluded.last_seen > {_TABLE}.last_seen THEN excluded.last_seen
             ELSE {_TABLE}.last_seen END
    RETURNING key, seen_before
"""
"""A clock that was set back must not move a visitor into the past."""


def visitor_key(day_key: bytes, site_id: int, network: str, user_agent: str) -> str:
    """The hash that stands for a visitor of one site; means nothing without the day's key."""
    return keyed_hash(day_key, "visitor", site_id, network, user_agent)


def reload_key(day_key: bytes, site_id: int, network: str, user_agent: str, page_id: int) -> str:
    """The hash that recognises a visitor on one page, and cannot be joined to the visitor's own."""
    return keyed_hash(day_key, "reload", site_id, network, user_agent, page_id)


def arrive(keys: Mapping[str, int], moment: datetime) -> dict[str, tuple[int, int]]:
    """Note visitors (`{key: site_id}`) at `moment`; `{key: (new visitors, new visits)}`.

    (1, 1) for somebody new, (0, 1) after a gap, (0, 0) within a visit.
    """
    if not keys:
        return {}
    rows = [
        {"key": key, "site_id": site_id, "last_seen": moment}
        for key, site_id in sorted(keys.items())
    ]
    text = insertion(DailyVisitor, len(rows)) + _ARRIVAL
    answers = ask(DailyVisitor, text, values(DailyVisitor, rows))
    return {key: _news(before, moment) for key, before in answers}


def _news(before: datetime | None, moment: datetime) -> tuple[int, int]:
    """(new visitors, new visits); told apart here, for SQLite 3.40 answers IS NULL wrongly there."""
    if before is None:
        return 1, 1
    before = before if before.tzinfo else before.replace(tzinfo=UTC)
    return 0, int(moment - before > VISIT_GAP)


# As text: asked every few seconds, and building it cost more than asking.
_ONLINE = f"""
    SELECT COUNT(*) FROM {DailyVisitor._meta.db_table}
    WHERE site_id = %s AND last_seen > %s AND last_seen <= %s
"""  # noqa: S608 - the name of our own table


def online(site_id: int, moment: datetime) -> int:
    """Visitors seen within the last five minutes."""
    [(seen,)] = ask(DailyVisitor, _ONLINE, [site_id, moment - ONLINE_WINDOW, moment])
    return int(seen)


def keyed_hash(day_key: bytes, *parts: object) -> str:
    """32 hex digits that stand for `parts` as long as the day's key exists."""
    message = "\x1f".join(map(str, parts)).encode("utf-8", "surrogateescape")
    return hmac.digest(day_key, message, "sha256").hex()[:32]
