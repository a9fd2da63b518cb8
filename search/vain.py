"""Searches that found nothing, kept so that editors learn residents' words; never who asked."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from pages.privacy import looks_personal
from search.models import VainSearch

KEPT_DAYS = 90
MAX_TEXTS_A_DAY = 300
"""Per site: a robot that types nonsense cannot fill the table."""


def note(query, site):
    """Count `query` for today, unless it looks like somebody's number or address."""
    text = query.text.lower()
    if not query.words or looks_personal(text):
        return
    today = timezone.localdate()
    rows = VainSearch.objects.filter(site=site, day=today)
    if rows.filter(text=text).update(times=F("times") + 1):
        return
    if rows.count() < MAX_TEXTS_A_DAY:
        VainSearch.objects.bulk_create(
            [VainSearch(site=site, day=today, text=text)], ignore_conflicts=True
        )
    VainSearch.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
