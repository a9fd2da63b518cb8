"""Is somebody at the desk now, and when next? Working days are those of `pages.working_days`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from events.occasions import WEEKDAYS, hour_in_words
from pages.working_days import is_working_day

SATURDAY = 5
LONGEST_CLOSED = 15
"""Days: longer than the longest Tết."""


@dataclass(frozen=True)
class Opening:
    """Whether the desk is open, in words, and the moment at which that changes."""

    is_open: bool
    words: str
    until: datetime


def opening_at(moment, shifts, on_saturday=False):
    """The `Opening` at an aware moment; `shifts` are `(from, to)` times of a day, in order."""
    now = timezone.localtime(moment)
    for start, end in _shifts_from(now.date(), shifts, on_saturday):
        if start <= now < end:
            return Opening(True, f"đến {hour_in_words(end)}", end)
        if now < start:
            return Opening(False, _said(start, now), start)
    return None


def _shifts_from(day, shifts, on_saturday):
    shifts = [(start, end) for start, end in shifts if start and end and start < end]
    for ahead in range(LONGEST_CLOSED):
        date = day + timedelta(days=ahead)
        saturday_morning = on_saturday and date.weekday() == SATURDAY
        if not (is_working_day(date) or saturday_morning):
            continue
        for start, end in shifts[:1] if saturday_morning else shifts:
            yield (
                timezone.make_aware(datetime.combine(date, start)),
                timezone.make_aware(datetime.combine(date, end)),
            )


def _said(start, now):
    """`lúc 13 giờ 30`, `sáng mai 7 giờ 30`, `thứ Hai 7 giờ 30`."""
    hour, days = hour_in_words(start), (start.date() - now.date()).days
    if days == 0:
        return f"lúc {hour}"
    if days == 1:
        return f"ngày mai {hour}"
    name = WEEKDAYS[start.weekday()]
    return f"{name} {hour}" if days < 7 else f"{name} {start:%d/%m}, {hour}"
