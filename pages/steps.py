"""Steps of writing that can be taken back.

Wagtail's automatic save writes over the version that it began, every half second: a block that was deleted,
or an hour of work gone astray, is in no history. What has stood for a while, and what was longer, stays as a
version of its own; the page's history shows it, compares it and puts it back.
"""

import json
from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

A_WHILE = timedelta(minutes=5)
"""One automatic save after another writes over the same version for no longer than this."""
LOST_LETTERS = 100
"""As many letters of the stored page fewer: a block was taken out, or a long sentence."""


def is_a_step(page, version: Revision) -> bool:
    """Whether the version is to stay beside what the page says now."""
    if version.pk != page.latest_revision_id:
        return False  # a conflict, which Wagtail refuses
    lost = _letters(version.content) - _letters(page.serializable_data())
    return lost >= LOST_LETTERS or _age(page, version) >= A_WHILE


def _letters(content) -> int:
    return len(json.dumps(content, ensure_ascii=False, default=str))


def _age(page, version):
    """How long it has been written over; its own date is that of the last time."""
    begun = PageLogEntry.objects.filter(page=page.pk, revision=version).order_by("timestamp")
    first = begun.values_list("timestamp", flat=True).first()
    return timezone.now() - (first or version.created_at)
