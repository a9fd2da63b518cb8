"""Reads one cell: a value, or a reason in words that say what to type instead."""

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from procedures.codes import national_code, read_code
from procedures.prose import tidy

Choices: TypeAlias = Iterable[tuple[str, str]]
"""(value, label) of a list fixed by law."""
SMALLEST_FEE = 100
LIST_MARK = ";"
_MONEY = re.compile(r"^(\d{1,3}(?:\.\d{3})+|\d+)\s*(?:đ|đồng|vnđ)?$", re.I)
_DATE = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")


CLEARED = "(để trống)"
"""Typed into a cell it empties what stands; an empty cell states nothing and changes nothing."""
_ERROR = re.compile(
    r"^#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BLOCKED!)$"
)


class BadCellError(ValueError):
    """The reason, without the place."""


def text(value: object) -> str:
    """Tidy text; a whole number typed as a number keeps its digits."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = f"{value:%d/%m/%Y}"
    value = tidy("" if value is None else str(value))
    if _ERROR.match(value):
        raise BadCellError(f"ô báo lỗi {value} của Excel nên không có chữ. Hãy gõ lại chữ vào ô.")
    if value.startswith("="):
        raise BadCellError(
            "ô bắt đầu bằng dấu “=”, là công thức chứ không phải chữ. Hãy gõ lại chữ."
        )
    return value


def code(value: object) -> str:
    """A national code; of a number the zeros that Excel dropped are known."""
    found = read_code(value)
    if found:
        return found
    shown = national_code(text(value))
    if not shown:
        raise BadCellError("thiếu mã thủ tục. Hãy điền mã vào từng dòng.")
    raise BadCellError(f"mã “{shown[:40]}” không đúng dạng; mã đúng như 1.001193.")


def optional_code(value: object) -> str:
    """A code, or nothing."""
    return code(value) if text_or_number(value) else ""


def codes(value: object) -> list[str]:
    """Codes with `;` between them."""
    return sorted(code(one) for one in words(value))


def is_cleared(value: object) -> bool:
    """Whether the cell asks for emptying."""
    return isinstance(value, str) and tidy(value).lower() == CLEARED


def text_or_number(value: object) -> bool:
    """Whether the cell holds anything."""
    return value is not None and str(value).strip() != ""


def day(value: object) -> date | None:
    """A date from a date cell or from text like 01/03/2027."""
    if not text_or_number(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words_ = text(value)
    match = _DATE.match(words_)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(words_[:10])
    except ValueError:
        raise BadCellError(
            f"“{tidy(value)[:40]}” không phải ngày. Hãy viết như 01/03/2027."
        ) from None


def number(value: object) -> int | None:
    """A whole number from zero."""
    if not text_or_number(value):
        return None
    try:
        found = float(text(value))
    except ValueError:
        raise BadCellError(f"“{tidy(value)[:40]}” không phải số. Hãy gõ một số nguyên.") from None
    if math.isnan(found):
        raise BadCellError("không phải số. Hãy gõ một số nguyên.")
    if found < 0:
        raise BadCellError(f"số âm ({tidy(value)}). Hãy gõ số từ 0 trở lên.")
    if not found.is_integer() or found > 32_767:
        raise BadCellError(f"“{tidy(value)[:40]}” không phải số nguyên hợp lệ.")
    return int(found)


def money(value: object) -> int | None:
    """Whole đồng; `8.000`, `8.000 đồng` and 8000 are the same amount."""
    if not text_or_number(value):
        return None
    words_ = text(value)
    if words_.startswith(("-", "−")):
        raise BadCellError(f"số tiền âm ({words_[:40]}). Miễn phí thì ghi 0.")
    match = _MONEY.match(words_)
    if not match:
        raise BadCellError(f"“{words_[:40]}” không phải số tiền. Hãy gõ số đồng, ví dụ 8000.")
    amount = int(match[1].replace(".", ""))
    if 0 < amount < SMALLEST_FEE:
        raise BadCellError(
            f"{amount} đồng là số nhỏ bất thường. Có phải 8.000 bị đọc thành 8 không?"
        )
    if amount > 2_000_000_000:
        raise BadCellError(f"{amount} đồng là số lớn bất thường.")
    return amount


def words(value: object) -> list[str]:
    """A list written with `;` or a line for each."""
    parts = (part.strip() for part in text(value).replace(LIST_MARK, "\n").split("\n"))
    return list(dict.fromkeys(part for part in parts if part))


def sorted_words(value: object) -> list[str]:
    """The same, in a fixed order."""
    return sorted(words(value))


def yes_no(value: object) -> bool:
    """`có` or nothing."""
    found = text(value).lower()
    if found not in ("", "có", "co", "x", "không", "khong"):
        raise BadCellError(f"“{found[:40]}” không rõ. Hãy ghi “có” hoặc để trống.")
    return found in ("có", "co", "x")


def uuid(value: object) -> str:
    """The last part of the address on the national portal."""
    found = text(value).rsplit("/", 1)[-1]
    try:
        return str(UUID(found)) if found else ""
    except ValueError:
        raise BadCellError("không phải phần cuối địa chỉ trên Cổng (36 ký tự).") from None


def one_of(choices: Choices, empty: str = "") -> Callable[[object], str]:
    """A reader for the labels of a list fixed by law; `empty` is what an empty cell means."""
    by_label = {tidy(label).lower(): str(value) for value, label in choices}

    def read(value: object) -> str:
        found = text(value)
        if not found:
            return empty
        if found.lower() not in by_label:
            known = ", ".join(f"“{label}”" for value, label in choices if value)
            raise BadCellError(f"“{found[:60]}” không có trong danh sách. Chọn một trong: {known}.")
        return by_label[found.lower()]

    return read


def some_of(choices: Choices) -> Callable[[object], list[str]]:
    """The same for several labels with `;` between them, in the order of the list."""
    read_one = one_of(choices)

    def read(value: object) -> list[str]:
        found = [read_one(part) for part in words(value)]
        return [str(value) for value, _ in choices if value in found]

    return read
