"""Signposts that come with the product; editors change them like any page."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from pages.adding import add_together
from procedures.models import SignpostPage
from search import once

_FILE = Path(__file__).parent / "signposts.json"


@transaction.atomic
def create_signposts(index):
    """Put the signposts below an index that has none yet; returns the pages."""
    if SignpostPage.objects.child_of(index).exists():
        return []
    now = timezone.now()
    entries = json.loads(_FILE.read_text(encoding="utf-8"))
    pages = [
        SignpostPage(
            first_published_at=now,
            last_published_at=now,
            **entry | {"people_words": "\n".join(entry["people_words"])},
        )
        for entry in entries
    ]
    once.index(add_together(index, pages))
    return pages
