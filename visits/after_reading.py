"""What a page's script says when the reader leaves: how fast it was, and whether the end was read.

Kept as counts in buckets per day and kind of page; nobody's figures are kept.

Only a view that was counted may add to it, and once: the id of the view says so.
LCP, INP and CLS are the Core Web Vitals (web.dev/articles/vitals); "good" and "poor" are its limits.
"""

import hashlib
from bisect import bisect_left
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page

from visits import steps
from visits.devices import device_class
from visits.models import NetworkTrace, PageTally, SeenView, SourceTally, Unit
from visits.page_reports import After
from visits.periods import starts
from visits.upserts import Additions, insert_new
from visits.waiting import brief_transaction

BUCKETS = {
    "lcp": (1000, 1800, 2500, 4000, 6000, 10_000),
    "inp": (50, 100, 200, 500, 1000),
    "cls": (25, 50, 100, 250, 500),
}
"""Upper ends: milliseconds for LCP and INP, thousandths for CLS; what lies above is a last bucket."""
GOOD = {"lcp": 2500, "inp": 200, "cls": 100}
POOR = {"lcp": 4000, "inp": 500, "cls": 250}
CONNECTIONS = ("slow-2g", "2g", "3g", "4g")
"""The classes of the Network Information API; Safari and Firefox say nothing, which is "unknown"."""
UNKNOWN = "unknown"
LARGEST = 600_000


def note(view_id: str, after: After, site_id: int, page_id: int, user_agent: str) -> None:
    """Add what one reader's browser told. Raises DatabaseError when it cannot."""
    if not after:
        return
    moment = timezone.now()
    with brief_transaction():
        if not SeenView.objects.filter(view_id=view_id).exists() or not _is_new(
            view_id, after, moment
        ):
            return
        additions = Additions()
        if "went" in after or "file" in after:
            steps.add_click(additions, after, site_id, page_id, starts(moment))
        else:
            _add_reading(additions, after, site_id, page_id, moment)
            _add_speed(additions, after, site_id, page_id, device_class(user_agent), moment)
        additions.write()


def _is_new(view_id: str, after: After, moment: datetime) -> bool:
    """A view tells once how it was, and once of each place that its reader went on to."""
    what = f"{view_id} {str(after.get('went', ''))[:100]} {str(after.get('file', ''))[:100]}"
    key = hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return bool(insert_new(NetworkTrace, [{"key": key, "seen_at": moment}]))


def _add_reading(
    additions: Additions, after: After, site_id: int, page_id: int, moment: datetime
) -> None:
    if after.get("end") == 1:
        key = {"page_id": page_id, "site_id": site_id}
        additions.add(PageTally, key, starts(moment), read_to_end=1)


def _add_speed(
    additions: Additions, after: After, site_id: int, page_id: int, device: str, moment: datetime
) -> None:
    kind = _kind(page_id)
    by_day = {unit: start for unit, start in starts(moment).items() if unit != Unit.HOUR}
    measured: dict[str, object] = {name: bucket(name, after.get(name)) for name in BUCKETS}
    net = after.get("net")
    measured["net"] = net if net in CONNECTIONS else UNKNOWN
    for metric, where in measured.items():
        if where is not None:
            name = f"{kind}|{device}|{metric}|{where}"
            key = {"site_id": site_id, "kind": SourceTally.Kind.SPEED.value, "name": name}
            additions.add(SourceTally, key, by_day, views=1)


def bucket(metric: str, value: object) -> int | None:
    """The number of the bucket that `value` falls into, None for what is no measurement."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        return None
    return bisect_left(BUCKETS[metric], value)


def _kind(page_id: int) -> int:
    """The content type's id: what `visits.rankings` names kinds by."""
    return Page.objects.values_list("content_type_id", flat=True).filter(pk=page_id).first() or 0
