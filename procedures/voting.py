"""Counts "Thông tin này có hữu ích không?" without knowing who answered.

Public pages set no cookie and come from a cache, so there is no CSRF token: the browser's own
`Sec-Fetch-Site`, `Origin` or `Referer` says that the form was ours. Addresses are never stored; a
digest with a key of the day lives in the cache until midnight and only stops repetition.
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.visitors import visitor_of
from procedures.models import ProcedurePage, VoteCount, VoteReason
from procedures.prose import tidy

A_DAY = 86_400
VOTES_PER_PAGE = 5
VOTES_IN_ALL = 60
"""Per network and day; a whole village may share one address of the telephone company."""
VOTES_FROM_A_LINE = 240
"""Per IPv6 /48 and day: whoever rents a line has 65,536 networks to ask from."""
LONGEST_REASON = 300


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(source).netloc == request.get_host()
    except ValueError:  # `http://[`: no address, so not ours
        return False


def may_vote(request: HttpRequest, page_id: int) -> bool:
    """Count this try; False once the visitor's network has voted too often today."""
    asking = visitor_of(request)
    mark, line = _day_mark(asking.network), _day_mark(asking.networks[-1])
    return (
        _count(f"vote:{mark}:{page_id}") <= VOTES_PER_PAGE
        and _count(f"vote:{mark}") <= VOTES_IN_ALL
        and _count(f"vote-line:{line}") <= VOTES_FROM_A_LINE
    )


def add_vote(page: ProcedurePage, helpful: bool) -> None:
    """One more for today, safe against two at once."""
    field = "helpful" if helpful else "unhelpful"
    with transaction.atomic():
        # In bulk, because that sends no signal: an answer must not make the kept pages old.
        today = VoteCount(page=page, day=timezone.localdate())
        VoteCount.objects.bulk_create([today], ignore_conflicts=True)
        counts = VoteCount.objects.filter(page=page, day=today.day)
        counts.update(**{field: F(field) + 1})


def add_reason(page: ProcedurePage, text: str) -> None:
    """Keep what somebody missed; blank text is nothing."""
    text = " ".join(tidy(text).split())[:LONGEST_REASON]
    if text:
        VoteReason.objects.bulk_create([VoteReason(page=page, text=text)])  # no signal, as above


def _day_mark(network: str) -> str:
    key = f"{settings.SECRET_KEY}:{timezone.localdate()}".encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:32]


def _count(key: str) -> int:
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key)
    except ValueError:  # evicted between the two calls
        return 1
