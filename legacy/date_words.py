"""Dates as languages and databases write them, brought to the figures that `legacy.dates` reads.

`5 Tháng Ba, 2024`, `March 5, 2024`, `Tue, 05 Mar 2024 02:10:00 +0000` (RFC 822) and the zeros that a
database keeps where nobody has given a date.
"""

import re
from email.utils import parsedate_to_datetime

VIETNAMESE = {
    "mười một": 11, "mười hai": 12, "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4,
    "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12,
}  # fmt: skip
ENGLISH = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
SPOKEN = re.compile(
    rf"\bth(?:á|a\u0301)ng\s+(?P<word>{'|'.join(VIETNAMESE)})(?=[\s,]+(?:n[ăa]m\s+)?\d)", re.I
)
SPOKEN_FIRST = re.compile(
    r"\btháng\s+(?P<month>\d{1,2})\s+(?P<day>\d{1,2})\s*,\s*(?P<year>\d{4})", re.I
)
MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|"
    r"Nov|Dec)\s+\d{4}\s+\d{2}:\d{2}(?::\d{2})?\s+(?:[+-]\d{4}|GMT|UTC|UT|Z)\b"
)
DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})[\s-]+(?P<month>{NAME})[\s,-]+(?P<year>\d{{4}})\b", re.I
)
MONTH_DAY = re.compile(
    rf"\b(?P<month>{NAME})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I
)
EMPTY = re.compile(
    r"(?<!\d)(?:0000-00-00|(?:0001|1753|1899|1900|1970)-(?:01-01|12-30)|"
    r"0?1/0?1/(?:0001|1753|1900|1970)|00/00/0000)"
    r"(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[AP]M|SA|CH|Z|[+-]\d{2}:?\d{2})?)?(?!\d)",
    re.I,
)


def in_digits(text: str) -> str:
    """The same line with its months as numbers, day first; moments of a letter as ISO 8601."""
    text = MAIL.sub(_of_a_letter, text)
    text = SPOKEN.sub(lambda found: f"tháng {VIETNAMESE[found['word'].lower()]}", text)
    for pattern in (SPOKEN_FIRST, DAY_MONTH, MONTH_DAY):
        text = pattern.sub(_day_first, text)
    return text


def without_empty_dates(text: str) -> str:
    """The line without the dates that only say that there is none."""
    return EMPTY.sub(" ", text)


def _of_a_letter(found: re.Match) -> str:
    try:
        return parsedate_to_datetime(found[0]).isoformat()
    except ValueError:
        return found[0]


def _day_first(found: re.Match) -> str:
    month = found["month"]
    number = month if month.isdecimal() else ENGLISH[month[:3].lower()]
    return f"{found['day']}/{number}/{found['year']}"
