"""Telling visitors apart for a day, without a cookie and without keeping who they are.

A visitor is a keyed hash of site, address and browser. Phones that share a carrier's address and a
browser version become one visitor, so visits and visitors are estimates; views are not.
"""

import hashlib
import hmac
from datetime import timedelta

from visits.models import DailyVisitor
from visits.upserts import insert_once

VISIT_GAP = timedelta(minutes=30)
ONLINE_WINDOW = timedelta(minutes=5)


def visitor_key(day_key, site_id, network, user_agent):
    """The hash that stands for a visitor of one site; means nothing without the day's key."""
    return _hash(day_key, "visitor", site_id, network, user_agent)


def reload_key(day_key, site_id, network, user_agent, page_id):
    """The hash that recognises a visitor on one page, and cannot be joined to the visitor's own."""
    return _hash(day_key, "reload", site_id, network, user_agent, page_id)


def arrive(key, site_id, moment):
    """Note a visitor; returns how many visitors and visits began: (1, 1), (0, 1) or (0, 0).

    Holds the visitor's row until the transaction ends, so that two tabs of one visitor queue up.
    """
    if insert_once(DailyVisitor, {"key": key, "site_id": site_id, "last_seen": moment}):
        return 1, 1
    last_seen = (
        DailyVisitor.objects.select_for_update().values_list("last_seen", flat=True).get(key=key)
    )
    # A clock that was set back must not move the visitor into the past.
    DailyVisitor.objects.filter(key=key).update(last_seen=max(last_seen, moment))
    return 0, int(moment - last_seen > VISIT_GAP)


def online(site_id, moment):
    """Visitors seen within the last five minutes."""
    return DailyVisitor.objects.filter(
        site_id=site_id, last_seen__gt=moment - ONLINE_WINDOW
    ).count()


def _hash(day_key, *parts):
    message = "\x1f".join(map(str, parts)).encode("utf-8", "surrogateescape")
    return hmac.new(day_key, message, hashlib.sha256).hexdigest()[:32]
