"""How long a page may be kept: until something changes, until a moment that it knows, or for a minute.

Only what says so is kept until a change. What a page shows by the calendar (what is over, which version
of a law holds, which year goes without saying) is asked of `pages.today`: such a copy ends with the day.
"""

from datetime import datetime

from django.http import HttpRequest

LONGEST_DAYS = 7
"""How long a page is kept at most where nothing changes."""


def changes_at(request: HttpRequest, moment: datetime | None) -> None:
    """What is being rendered will look different from `moment` (aware datetime, or None) on."""
    if moment is not None:
        soonest = min(moment, getattr(request, "changes_at", moment))
        request.changes_at = soonest  # type: ignore[attr-defined]  # a mark of our own


def stays_until_changed(request: HttpRequest) -> None:
    """What is being rendered shows nothing but what `pages.watching` watches, and `pages.today`."""
    request.stays = True  # type: ignore[attr-defined]  # a mark of our own


def stays(request: HttpRequest) -> bool:
    """Whether that was said."""
    return bool(getattr(request, "stays", False))
