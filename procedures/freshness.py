"""When a page that shows procedures becomes out of date by the calendar alone."""

from datetime import datetime, time

from django.utils import timezone

from pages.freshness import changes_at


def changes_on(request, day):
    """Kept pages hold until `day` begins in the commune; None changes nothing."""
    if day is not None:
        changes_at(request, timezone.make_aware(datetime.combine(day, time.min)))
