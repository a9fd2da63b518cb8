"""Reads a processing time: an amount with its unit, or the source's own words."""

import re

from procedures.choices import LARGEST_SMALL_NUMBER, TimeUnit
from procedures.exchange.structure import Row
from procedures.prose import tidy

UNITS = {
    "WORKING_DAY": TimeUnit.WORKING_DAY, "WORKING_DAYS": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY, "HOUR": TimeUnit.HOUR, "MONTH": TimeUnit.MONTH, "YEAR": TimeUnit.YEAR,
}  # fmt: skip
UNKNOWN = "Chưa ghi rõ, xem các bước"
_WORDS = {
    "ngày làm việc": TimeUnit.WORKING_DAY, "ngày": TimeUnit.DAY, "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH, "năm": TimeUnit.YEAR,
}  # fmt: skip
_LABEL = r"ngày\s+làm\s+việc|ngày|giờ(?:\s+làm\s+việc)?|tháng|năm"
_ALONE = re.compile(rf"^(?:trong |không quá )?0*(\d+)\s*(?:\([^)]*\)\s*)?({_LABEL})\.?$", re.I)
_INSIDE = re.compile(
    rf"(?:(?<!\d)\d++\s*+(?:\([^)]{{0,80}}\)\s*+)?(?:{_LABEL})(?:\s+và\s+)?)+|trong (?:ngày làm việc|ngày|buổi)\b",
    re.I,
)
LONGEST_WORDS = 80


def amount_and_unit(amount: int | None, unit: object) -> Row | None:
    """Fields of a method from a number and the portal's name of a unit, or None."""
    known = UNITS.get(str(unit or "").strip().upper())
    if known is None or amount is None:
        return None
    return time_fields(amount, known)


def time_fields(
    amount: int | None = None,
    unit: TimeUnit | str = TimeUnit.WORKING_DAY,
    text: str = "",
    note: str = "",
) -> Row:
    """The fields of a method that say how long it takes."""
    return {
        "time_amount": amount, "time_unit": TimeUnit(unit).value, "time_text": text,
        "time_note": note,
    }  # fmt: skip


def words_of(fields: Row) -> str:
    """`3 ngày làm việc` of a row's time fields."""
    return f"{fields['time_amount']} {TimeUnit(fields['time_unit']).label}"


def read_time(text: str) -> Row:
    """`3 ngày làm việc` -> amount and unit; other words stay words, long ones as a note."""
    text = tidy(text)
    found = _ALONE.match(text)
    if found and int(found[1]) <= LARGEST_SMALL_NUMBER:
        label = " ".join(found[2].lower().split())
        return time_fields(int(found[1]), _WORDS.get(label, TimeUnit.HOUR))
    if len(text) <= LONGEST_WORDS:
        return time_fields(text=text)
    first = time_in(text)
    return time_fields(text=first, note=text)


def time_in(text: str) -> str:
    """The first time that running text names, in its own words; empty where there is none."""
    found = _INSIDE.search(tidy(text))
    return found[0].strip()[:LONGEST_WORDS] if found else ""
