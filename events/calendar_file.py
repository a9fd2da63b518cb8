"""iCalendar (RFC 5545): the commune's calendar in a phone's own.

Written out here: a dozen lines of text need no library. Lines are folded at 75 bytes (§3.1), text is
escaped (§3.3.11), a monthly event on the 31st falls on the last day of shorter months as on the page.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone


class Titled(Protocol):
    """The page that holds the calendar."""

    title: str


class Event(Protocol):
    """What is read of a page that announces something."""

    title: str
    lead: str
    place: str
    villages: str
    full_url: str
    translation_key: UUID
    starts_on: date
    start_time: time | None
    ends_on: date | None
    end_time: time | None
    repeats: str
    repeat_until: date | None
    first_published_at: datetime | None
    last_published_at: datetime | None


RULES = {
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "lui": "FREQ=DAILY;INTERVAL=6",
    "monthly": "FREQ=MONTHLY",
}
ZONE = "Asia/Ho_Chi_Minh"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def answer(calendar: Titled, events: Iterable[Event]) -> HttpResponse:
    """The response with all `events`."""
    response = HttpResponse(text_of(calendar, events), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="lich.ics"'
    return response


def text_of(calendar: Titled, events: Iterable[Event]) -> str:
    """The whole file, CRLF as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//portal//lich//VI", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(calendar.title)}", f"X-WR-TIMEZONE:{ZONE}", *_ZONE_LINES]
    for event in events:
        lines += _event(event)
    return "".join(
        f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)
    )


_ZONE_LINES = [
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "END:STANDARD", "END:VTIMEZONE",
]  # fmt: skip


def _event(event: Event) -> Iterator[str]:
    changed = event.last_published_at or event.first_published_at or timezone.now()
    yield from (
        "BEGIN:VEVENT",
        f"UID:{event.translation_key}",
        f"DTSTAMP:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_days(event),
        f"SUMMARY:{_text(event.title)}",
    )
    if event.repeats:
        yield f"RRULE:{_rule(event)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    about = "\n".join(filter(None, [event.villages and f"Cho: {event.villages}", event.lead]))
    if about:
        yield f"DESCRIPTION:{_text(about)}"
    if event.full_url:
        yield f"URL:{event.full_url}"
    yield "END:VEVENT"


def _days(event: Event) -> Iterator[str]:
    end = event.ends_on or event.starts_on
    if event.start_time is None:  # the end of a whole day is the day after (§3.6.1)
        yield f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{end + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART;TZID={ZONE}:{event.starts_on:%Y%m%d}T{event.start_time:%H%M%S}"
    if event.end_time:
        yield f"DTEND;TZID={ZONE}:{end:%Y%m%d}T{event.end_time:%H%M%S}"


def _rule(event: Event) -> str:
    rule = RULES[event.repeats]
    if event.repeats == "monthly" and event.starts_on.day > 28:
        days = ",".join(str(day) for day in range(28, event.starts_on.day + 1))
        rule += f";BYMONTHDAY={days};BYSETPOS=-1"
    if event.repeat_until is None:
        return rule
    is_timed = event.start_time is not None
    return f"{rule};UNTIL={event.repeat_until:%Y%m%d}" + ("T165959Z" if is_timed else "")


def _text(words: str) -> str:
    return words.replace("\r\n", "\n").translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """At most 75 bytes a line, never inside a letter; continuations begin with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > 74:
            yield part
            part = " "
        part += sign
    yield part
