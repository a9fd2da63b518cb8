"""The figures on public pages, of at most SECONDS ago, the same in every process of the machine.

They are set into kept pages (`pages.moving`). One small file per site under DATA_DIR holds them: whoever
serves a page and finds it old renews it, one process at a time, and the others go on with what is there.
A second file, made once a day, holds the pages that were read only on earlier days of a copy's life.
So a reader who reloads never sees a number go back, and a page is shown with the database away.
"""

import contextlib
import fcntl
import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Site

from pages.freshness import LONGEST_DAYS
from pages.templatetags.pages_tags import vnumber
from visits.models import OpeningBalance, PageTally, PageTotal, Unit
from visits.periods import midnight
from visits.statistics import VisitStatistics, statistics_for
from visits.upserts import ask

SECONDS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one site's pages show."""

    block: str = ""
    """The block "Thống kê truy cập" as HTML."""
    views: dict[str, int] = field(default_factory=dict)
    """Counted views of the pages read lately, by page id."""
    old_views: dict[str, int] = field(default_factory=dict)
    """Opening balances of those pages."""


_read: dict[str, tuple[int, Figures]] = {}
"""`{file: (its time stamp, what it says)}`, in this process."""
_not_before: dict[str, float] = {}
"""`{file: monotonic second}` before which the database is not asked again, because it failed."""


def views(key: str, otherwise: str) -> str:
    """What stands before "lượt xem": key is `site.page.legacy_views`."""
    site_id, page_id, legacy = key.split(".")
    for figures in (of_site(int(site_id)), _of_week(int(site_id))):
        if page_id in figures.views:
            old = figures.old_views.get(page_id, int(legacy))
            return str(vnumber(figures.views[page_id] + old))
    return otherwise


def block(key: str, otherwise: str) -> str:
    """The block of the site `key`."""
    return of_site(int(key)).block or otherwise or statistics_block(None)


def statistics_block(statistics: VisitStatistics | None) -> SafeString:
    """The block's HTML; None where the figures cannot be read."""
    return render_to_string("visits/statistics_block.html", {"statistics": statistics})


def of_site(site_id: int) -> Figures:
    """The figures; whoever finds them old renews them."""
    return _figures(f"{site_id}.json", _is_old, lambda: _asked(site_id))


def _of_week(site_id: int) -> Figures:
    """Pages read while any copy may have been made; once a day, since later readers stand in `of_site`."""
    return _figures(
        f"{site_id}.week.json", _is_of_another_day, lambda: _views(site_id, LONGEST_DAYS)
    )


def _figures(
    name: str, is_old: Callable[[Path], bool], ask: Callable[[], dict[str, object]]
) -> Figures:
    path = _folder() / name
    if is_old(path) and time.monotonic() >= _not_before.get(name, 0.0):
        _renew(path, is_old, ask)
    try:
        stamp = path.stat().st_mtime_ns
        if _read.get(name, (0,))[0] != stamp:
            _read[name] = stamp, Figures(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return _read[name][1] if name in _read else Figures()
    return _read[name][1]


def _is_old(path: Path) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        return True
    return not 0 <= age <= SECONDS  # or the clock was stepped back


def _is_of_another_day(path: Path) -> bool:
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return True
    return timezone.localdate(made) != timezone.localdate()


def _renew(
    path: Path, is_old: Callable[[Path], bool], ask: Callable[[], dict[str, object]]
) -> None:
    """Write the file anew, unless somebody is at it; a reader never waits, and never sees an error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if is_old(path):
                _write(path, ask())
    except (DatabaseError, OSError):
        _not_before[path.name] = time.monotonic() + SECONDS
        _log.exception("Chưa đọc được số liệu truy cập")


def _write(path: Path, figures: dict[str, object]) -> None:
    part = path.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
    now = time.time()
    os.utime(part, (now, now))  # the site's clock, not the disk's
    part.replace(path)


# As text, because building it anew costs as much as the rest of the page.
_VIEWS = f"""
    SELECT total.page_id, SUM(total.views), MAX(old.views)
    FROM {PageTotal._meta.db_table} AS total
    JOIN (
        SELECT DISTINCT page_id FROM {PageTally._meta.db_table}
        WHERE site_id = %s AND unit = %s AND start >= %s
    ) AS recent ON recent.page_id = total.page_id
    LEFT JOIN {OpeningBalance._meta.db_table} AS old ON old.page_id = total.page_id
    GROUP BY total.page_id
"""  # noqa: S608 - names of our own tables


def _asked(site_id: int) -> dict[str, object]:
    """The file's content, in four queries."""
    block = statistics_block(statistics_for(Site(pk=site_id)))
    return {"block": block, **_views(site_id, 1)}


def _views(site_id: int, days: int) -> dict[str, object]:
    """Of the pages read today or on the `days` before; one query."""
    since = midnight(timezone.localdate() - timedelta(days=days))
    rows = ask(PageTally, _VIEWS, [site_id, Unit.DAY.value, since])
    return {
        "views": {page_id: int(views) for page_id, views, _ in rows},
        "old_views": {page_id: old for page_id, _, old in rows if old is not None},
    }


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "figures"


def forget() -> None:
    """For a test or a restore: the next reader asks the database."""
    _read.clear()
    _not_before.clear()
    for path in _folder().glob("*.json"):
        with contextlib.suppress(OSError):
            path.unlink()
