"""One time that an event happens, and how people say when that is."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from pages.today import this_year

WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def in_words(day: date, today: date | None = None) -> str:
    """`thứ Tư 25/11`; with the year where it is not this one."""
    year = today.year if today else this_year()
    short = f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"
    return short if day.year == year else f"{short}/{day.year}"


def hour_in_words(moment: time) -> str:
    """07:30 -> `7 giờ 30`."""
    return f"{moment.hour} giờ" + (f" {moment.minute:02}" if moment.minute else "")


@dataclass(frozen=True)
class Occasion:
    """One occurrence of `event`, from one day to another."""

    event: Any
    starts_on: date
    ends_on: date

    @property
    def title(self) -> str:
        """What happens."""
        return self.event.title

    @property
    def start_time(self) -> time | None:
        """When on its first day, or None."""
        return self.event.start_time

    @property
    def hours(self) -> str:
        """`7 giờ – 11 giờ`, `từ 7 giờ`, or nothing."""
        start, end = self.event.start_time, self.event.end_time
        if start and end:
            return f"{hour_in_words(start)} – {hour_in_words(end)}"
        return f"từ {hour_in_words(start)}" if start else ""

    @property
    def when(self) -> str:
        """`thứ Tư 25/11, 7 giờ – 11 giờ`."""
        days = in_words(self.starts_on)
        if self.ends_on != self.starts_on:
            days = f"{days} đến {in_words(self.ends_on)}"
        return ", ".join(filter(None, [days, self.hours]))

    @property
    def starts_at_iso(self) -> str:
        """ISO 8601, with the hour where one is known."""
        return _iso(self.starts_on, self.event.start_time)

    @property
    def ends_at_iso(self) -> str:
        """The same for its end."""
        return _iso(self.ends_on, self.event.end_time)


def _iso(day: date, hour: time | None) -> str:
    if hour is None:
        return day.isoformat()
    return timezone.make_aware(datetime.combine(day, hour)).isoformat()
