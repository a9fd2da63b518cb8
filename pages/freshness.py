"""How long a page may be kept: until something changes, until a moment that it knows, or for a minute.

Only what says so is kept until a change. Everything that a page shows by the calendar (what is over,
which version of a law holds, which year goes without saying) turns at midnight, so no copy outlives it.
"""

from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone


def changes_at(request: HttpRequest, moment: datetime | None) -> None:
    """What is being rendered will look different from `moment` (aware datetime, or None) on."""
    if moment is not None:
        soonest = min(moment, getattr(request, "changes_at", moment))
        request.changes_at = soonest  # type: ignore[attr-defined]  # a mark of our own


def stays_until_changed(request: HttpRequest) -> None:
    """What is being rendered shows nothing but what `pages.watching` watches, and the day."""
    request.stays = True  # type: ignore[attr-defined]  # a mark of our own
    tomorrow = timezone.localdate() + timedelta(days=1)
    changes_at(request, timezone.make_aware(datetime.combine(tomorrow, time.min)))


def stays(request: HttpRequest) -> bool:
    """Whether that was said."""
    return bool(getattr(request, "stays", False))
