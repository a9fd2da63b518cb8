"""Reads the dates that old portals print, and refuses those that cannot be.

A time without a zone is the commune's own; a time in UTC is brought to it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from legacy.date_words import in_digits, without_empty_dates
from pages.clean_text import folded

COMMUNE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
OLDEST_YEAR = 1995
WORDS_AROUND = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|ngay|dang|tai|luc|vao luc|duoc|tin|bai|"
    r"dang luc|cap nhat|xuat ban|tao|viet|gui|post|posted|date|thoi gian dang|gio|phut|giay|gmt ?\+?7?|"
    r"utc|am|pm|sang|chieu|toi|lan cuoi|moi nhat|phat hanh|cong bo|hien thi|on|at|by|boi|published|created|"
    r"updated|last|modified|khoi tao|len trang|len mang|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|tue|wed|thu|fri|sat|sun))\b"
)
OF_AN_EVENT = re.compile(
    r"\W*(?:thoi gian(?! dang)|han|bat dau|ket thuc|khai mac|tu |den |truoc |sau )"
)
CLOCK = r"(?P<hour>\d{1,2})\s?(?:[:hg]|gi[ờo])\s?(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
DAY = (
    r"(?P<day>\d{1,2})(?:\s?[/.\-]\s?|\s+(?:th[áa]ng|thg|th\.?)\s+)(?P<month>\d{1,2})"
    r"(?:\s?[/.\-]\s?|,?\s+n[ăa]m\s+|,?\s+)(?P<year>\d{4}|\d{2}(?!\d|:|h))"
)
CLOCK_AFTER = (
    rf"(?:\D{{0,14}}?(?<!\d){CLOCK}(?P<half>\s?[AP]M|\s(?:SA|CH|sáng|trưa|chiều|tối)\b)?)?"
)
ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?!\d)",
    re.I,
)
DAY_FIRST = re.compile(rf"(?<![\d/.\-]){DAY}(?![\d/]){CLOCK_AFTER}", re.I)
CLOCK_FIRST = re.compile(
    CLOCK.replace("?P<", "?P<c_") + rf"(?P<c_half>\s?[AP]M)?\D{{0,24}}?(?<!\d){DAY}(?![\d/])", re.I
)
PACKED = re.compile(r"/Date\((?P<milliseconds>-?\d{1,15})(?:[+-]\d{4})?\)/")
"""As .NET writes a moment in JSON."""
ADDRESS_DATES = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/_](?P<month>\d{1,2})[-/_](?P<day>\d{1,2})(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_](?P<month>\d{1,2})[-_](?P<year>(?:19|20)\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:\d{6})?(?!\d)"),
)


class ImpossibleDateError(ValueError):
    """A date was printed, but no such day or hour exists, or it has not come yet."""


@dataclass(frozen=True)
class FoundDate:
    """A date in a line, and what the line says besides."""

    moment: datetime
    rest: str


def find_date(text: str, now: datetime | None = None) -> FoundDate | None:
    """The first date in a line; None without one, ImpossibleDateError for a wrong one."""
    text = in_digits(without_empty_dates(text))
    for pattern in (ISO, CLOCK_FIRST, DAY_FIRST):
        found = pattern.search(text)
        if found:
            moment = moment_of(found[0], found.groupdict(), now)
            return FoundDate(moment, f"{text[: found.start()]} {text[found.end() :]}".strip())
    return None


def parse_date(value: object, now: datetime | None = None) -> datetime | None:
    """The moment of a data field: text, seconds or milliseconds since 1970, or empty.

    Databases write an empty date as zeros or as the first day that they know.
    """
    if isinstance(value, bool) or not without_empty_dates(str(value or "")).strip(" 0"):
        return None
    packed = PACKED.fullmatch(str(value).strip())
    value = int(packed["milliseconds"]) if packed else value
    if re.fullmatch(r"[3-7]\d{4}(?:\.\d+)?", str(value).strip()):
        return _moment_of_sheet(float(value), now)
    if isinstance(value, int | float) or re.fullmatch(r"\d{9,13}", str(value).strip()):
        return _moment_of_seconds(value, now)
    found = find_date(str(value), now)
    if found is None:
        raise ImpossibleDateError(f"không hiểu ngày “{str(value)[:60]}”")
    return found.moment


def date_in_address(address: str, now: datetime | None = None) -> datetime | None:
    """A date that is part of a web address; a doubtful one is simply not a date."""
    for pattern in ADDRESS_DATES:
        for found in pattern.finditer(address):
            try:
                return moment_of(found[0], found.groupdict(), now)
            except ImpossibleDateError:
                continue
    return None


def is_date_line(text: str, longest_rest: int = 12) -> bool:
    """True when a line is there only to say when, whatever the date is worth."""
    text = in_digits(text)
    pattern = next((p for p in (ISO, CLOCK_FIRST, DAY_FIRST) if p.search(text)), None)
    if pattern is None or len(text) > 160 or text.endswith((".", ";", ",")):
        return False
    plain = folded(pattern.sub(" ", text, count=1))
    if OF_AN_EVENT.match(plain):
        return False
    rest = WORDS_AROUND.sub(" ", plain)
    words = re.sub(r"[\W_]+", "", rest)
    return len(words) <= longest_rest and not any(letter.isdigit() for letter in words)


def moment_of(words: str, parts: dict[str, str | None], now: datetime | None) -> datetime:
    """Put a date together; what is not on any calendar or clock is refused."""
    clock = {
        name: parts.get(name) or parts.get(f"c_{name}") for name in ("hour", "minute", "second")
    }
    half = parts.get("half") or parts.get("c_half") or ""
    numbers = {name: int(value or 0) for name, value in clock.items()}
    try:
        moment = datetime(
            _full_year(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            hour_of_day(numbers["hour"], half),
            numbers["minute"],
            numbers["second"],
            tzinfo=_zone_of(parts.get("zone")),
        ).astimezone(COMMUNE_TIME)
    except (ValueError, OverflowError):
        raise ImpossibleDateError(f"không có ngày giờ “{words.strip()}”") from None
    return possible(moment, words, now)


def _moment_of_sheet(days: float, now: datetime | None) -> datetime:
    """Spreadsheets count days from the end of 1899."""
    moment = datetime(1899, 12, 30, tzinfo=COMMUNE_TIME) + timedelta(minutes=round(days * 1440))
    return possible(moment, f"{days:g}", now)


def _moment_of_seconds(value: float | str, now: datetime | None) -> datetime:
    try:
        seconds = float(value)
        seconds = seconds / 1000 if seconds > 10**11 else seconds
        moment = datetime.fromtimestamp(seconds, COMMUNE_TIME)
    except (ValueError, OverflowError, OSError):
        raise ImpossibleDateError(f"không hiểu ngày “{str(value)[:60]}”") from None
    return possible(moment, f"{seconds:.0f}", now)


def possible(moment: datetime, words: str, now: datetime | None) -> datetime:
    """The same moment if an article can have been published then."""
    now = now or datetime.now(COMMUNE_TIME)
    if moment.year < OLDEST_YEAR:
        raise ImpossibleDateError(f"ngày “{words.strip()}” có trước khi có trang thông tin điện tử")
    if moment > now + timedelta(days=1):
        raise ImpossibleDateError(f"ngày “{words.strip()}” chưa đến")
    return moment


def _full_year(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def hour_of_day(hour: int, half: str) -> int:
    """An hour of the 12-hour clock as one of 24; `19:39 PM` is already right."""
    afternoon = half.strip().upper() in {"PM", "CH", "TRƯA", "CHIỀU", "TỐI"}
    if afternoon and hour < 12:
        return hour + 12
    return 0 if half.strip().upper() in {"AM", "SA"} and hour == 12 else hour


def _zone_of(zone: str | None):
    if not zone:
        return COMMUNE_TIME
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    return datetime.strptime(zone.replace(":", ""), "%z").tzinfo
