"""How many views of a page one network can be worth in an hour, counted for all workers together.

Whoever changes a digit in the browser's name, or the second half of an IPv6 address, is somebody new
to every other rule; the network stays. What exceeds a cap is kept in the column of suspects, which
dashboard and report show with page and hour: neither silently in nor silently out.

The caps leave room for a carrier that shows a whole commune behind five addresses. A line of one's
own comes with a /56 (RFC 6177), so a /56 may do no more than one IPv4 address; a /48 holds many
lines, or a whole district of phones.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from visits.models import NetworkTrace
from visits.showings import Showing
from visits.upserts import write_sums
from visits.visitors import keyed_hash

Claim: TypeAlias = tuple[str, int]
"""The key of a network on a page or a site, and its cap."""
PAGE_CAPS = {"32": 60, "64": 60, "56": 60, "48": 240}
"""Views of one page in one hour, by the length of the network."""
SITE_TIMES = 10
"""So many times as much on all pages of a site together."""


def within(
    day_key: bytes, showings: Sequence[Showing], hour: datetime, moment: datetime
) -> list[bool]:
    """Whether each of `showings` is still within the caps of its networks; counts all of them."""
    claims = [_claims(day_key, showing, hour) for showing in showings]
    asked = Counter(key for claim in claims for key, _ in claim)
    if not asked:
        return [True] * len(showings)
    rows = [{"key": key, "times": asked[key], "seen_at": moment} for key in sorted(asked)]
    now_at = dict(write_sums(NetworkTrace, rows, ["times"], returning="key, times"))
    place = {key: now_at[key] - asked[key] for key in asked}
    return [_fits(claim, place) for claim in claims]


def _fits(claim: list[Claim], place: dict[str, int]) -> bool:
    """Take one place for each key; whether all of them lie below their cap."""
    fits = True
    for key, cap in claim:
        place[key] += 1
        fits = fits and place[key] <= cap
    return fits


def _claims(day_key: bytes, showing: Showing, hour: datetime) -> list[Claim]:
    """`[(key, cap)]`; nothing where the network is unknown, for then all readers would share one."""
    claims = []
    for network in filter(None, showing.networks):
        cap = PAGE_CAPS[network.rpartition("/")[2]]
        site = (day_key, "cap", hour, network, showing.site_id)
        claims += [
            (keyed_hash(*site, showing.page_id), cap),
            (keyed_hash(*site), cap * SITE_TIMES),
        ]
    return claims
