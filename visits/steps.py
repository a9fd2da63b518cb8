"""What readers do on a page: found it by searching, took a file, went on to another site.

Sums by page and by target, never a person's path. A procedure's path (found, read, form, national
portal) is put together from them by `procedures`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Sum

from visits.arrivals import bounded_name
from visits.models import SourceTally, Unit
from visits.page_reports import After
from visits.periods import Period
from visits.upserts import Additions

FOUND, FILE, PORTAL = "found", "file", "portal"
NATIONAL_PORTAL = "dichvucong.gov.vn"
_HOST = re.compile(r"[a-z0-9.-]{1,100}")
_FILE = re.compile(r"[\w.() -]{1,100}")


def add_found(
    additions: Additions, site_id: int, page_id: int, by_day: Mapping[Unit, datetime]
) -> None:
    """The page was opened from the site's own search."""
    _add(additions, site_id, SourceTally.Kind.STEP, f"{page_id}|{FOUND}", by_day)


def add_click(
    additions: Additions, after: After, site_id: int, page_id: int, moments: Mapping[Unit, datetime]
) -> None:
    """A file was taken, or another site was opened; anything else is dropped."""
    by_day: dict[Unit, datetime] = {
        unit: start for unit, start in moments.items() if unit != Unit.HOUR
    }
    host, file = str(after.get("went") or "").lower(), str(after.get("file") or "")
    if _HOST.fullmatch(host):
        host = host.removeprefix("www.")
        name = bounded_name(site_id, SourceTally.Kind.LEFT_FOR, host, by_day[Unit.DAY])
        _add(additions, site_id, SourceTally.Kind.LEFT_FOR, name, by_day)
        if host == NATIONAL_PORTAL or host.endswith(f".{NATIONAL_PORTAL}"):
            _add(additions, site_id, SourceTally.Kind.STEP, f"{page_id}|{PORTAL}", by_day)
    elif _FILE.fullmatch(file):
        name = bounded_name(site_id, SourceTally.Kind.DOWNLOAD, file, by_day[Unit.DAY])
        _add(additions, site_id, SourceTally.Kind.DOWNLOAD, name, by_day)
        _add(additions, site_id, SourceTally.Kind.STEP, f"{page_id}|{FILE}", by_day)


def steps_of(site_id: int, period: Period) -> dict[int, dict[str, int]]:
    """`{page_id: {step: times}}` in a period; one query."""
    rows = SourceTally.objects.filter(period.cover(), site_id=site_id, kind=SourceTally.Kind.STEP)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for name, times in rows.values_list("name").annotate(Sum("views")):
        page_id, _, step = name.partition("|")
        found[int(page_id)][step] = times
    return found


def _add(
    additions: Additions,
    site_id: int,
    kind: SourceTally.Kind,
    name: str,
    by_day: Mapping[Unit, datetime],
) -> None:
    key = {"site_id": site_id, "kind": kind.value, "name": name}
    additions.add(SourceTally, key, by_day, views=1)
