"""Searches that found nothing, kept so that editors learn residents' words; never who asked.

A search writes one line into a file and never waits for the database, which somebody else may be writing to;
`collect` counts the lines (`manage.py tend_search`, and whoever opens the report).
"""

import json
import logging
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from pages.privacy import looks_personal
from search.models import VainSearch

FILE = "tim-khong-thay.txt"
"""In DATA_DIR."""
KEPT_DAYS = 90
MAX_TEXTS_A_DAY = 300
"""Per site: a robot that types nonsense cannot fill the table."""
_MAX_BYTES = 200_000
"""Of the file: some two thousand searches since the last `collect`."""

logger = logging.getLogger(__name__)


def note(query, site):
    """Count `query` for today, unless it looks like somebody's number or address; never fails."""
    text = query.text.lower()
    if not query.words or looks_personal(text):
        return
    line = json.dumps([site.pk, timezone.localdate().isoformat(), text], ensure_ascii=False)
    try:
        with _file().open("a", encoding="utf-8") as file:
            if file.tell() < _MAX_BYTES:
                file.write(f"{line}\n")
    except OSError:
        logger.warning("a vain search could not be noted", exc_info=True)


def collect():
    """Move what was noted on this machine into the table; the number of searches."""
    taken = _file().with_suffix(f".{os.getpid()}")
    try:
        _file().rename(taken)  # from now on others write into a new one
    except FileNotFoundError:
        return 0
    counts = Counter(_read(taken))
    # PostgreSQL asks whether a site exists at the end of the transaction, where nobody catches the answer.
    sites = set(Site.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for (site_id, day, text), times in counts.items():
            if site_id in sites:
                _count(site_id, day, text, times)
        oldest = timezone.localdate() - timedelta(days=KEPT_DAYS)
        VainSearch.objects.filter(day__lt=oldest).delete()
    taken.unlink()
    return sum(counts.values())


def _file():
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / FILE


def _read(path):
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            site_id, day, text = json.loads(line)
        except ValueError:  # a line that was cut off
            continue
        yield site_id, day, text


def _count(site_id, day, text, times):
    rows = VainSearch.objects.filter(site=site_id, day=day)
    if rows.filter(text=text).update(times=F("times") + times) or rows.count() >= MAX_TEXTS_A_DAY:
        return
    try:
        with transaction.atomic():
            VainSearch.objects.create(site_id=site_id, day=day, text=text, times=times)
    except IntegrityError:  # another server counted the same text just now
        logger.info("a vain search was not counted")
