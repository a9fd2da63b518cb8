"""Reads one fee of any source into a row: an amount in đồng, or words where there is none.

The national portal writes 0 beside "mức do Hội đồng nhân dân tỉnh quyết định": that is a fee that
the province sets. A fee is free only when nothing beside the 0 says otherwise.
"""

import re

from procedures.exchange.cells import SMALLEST_FEE
from procedures.exchange.structure import Row
from procedures.prose import tidy

LARGEST_FEE = 2_000_000_000
BY_RULE = "Theo mức quy định"
PROVINCE_DECIDES = "Mức thu do Hội đồng nhân dân tỉnh quyết định"
OUR_MONEY = {"", "vnd", "vnđ", "đ", "đồng", "dong", "việt nam đồng", "đồng việt nam", "vn đồng"}

_PROVINCE = re.compile(
    r"(HĐND|hội đồng nhân dân|UBND (cấp )?tỉnh|ủy ban nhân dân (cấp )?tỉnh|tỉnh, thành phố)"
    r"[^.;\n]{0,60}(quyết định|quy định|ban hành)|"
    r"(theo|do)[^.;\n]{0,40}(HĐND|hội đồng nhân dân|nghị quyết|địa phương|tỉnh)",
    re.I,
)
_OF_MONEY = re.compile(
    r"\bphí\b|mức thu|mức phí|thông tư|nghị quyết|biểu (phí|mức)|\d\s*(đ|đồng|vnđ|vnd|usd)\b", re.I
)
_SAYS_FREE = re.compile(
    r"^[\s(\-–+*]*(không( có| thu| quy định| mất| phải nộp)?\b(?! quá)|miễn\b|0\s*(đ|đồng|vnđ)\b)",
    re.I,
)
_PLAINLY_FREE = re.compile(
    r"^\s*+(?:\(\s*+)?(không( có| thu| quy định)?|miễn phí)\s*+(?:\.\s*+)?(\)|$)", re.I
)
_UNIT = re.compile(r"^[\s(]*/\s*(?:một |1 )?([^\W\d_][\w ]{0,40}?)\s*(?:\)|[.;,(\n]|$)\s*")
_MONEY_IN_TEXT = re.compile(
    r"(\d{1,3}(?:[.,]\d{3})+|\d{4,9})\s*(?:đ|đồng|vnđ|vnd|việt nam đồng)\b", re.I
)
_NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?$|^\d+(?:[.,]\d{1,2})?$")


def fee_row(name: str, value: object, currency: str = "", text: str = "") -> tuple[Row, str]:
    """(row, doubt): the row of a fee, and in words what could not be read, or an empty string."""
    note = tidy(text)
    row = {
        "name": tidy(name), "amount": None, "amount_text": "", "unit": "", "note": note,
        "local_decision": "",
    }  # fmt: skip
    amount = whole_amount(value)
    if tidy(currency).lower().strip(" .") not in OUR_MONEY:
        return row | _foreign(value, currency, note), ""
    if amount is None:
        return row | _unstated(value, note), _unread(value)
    if amount == 0:
        return row | _beside_zero(note), ""
    return _of_amount(row, amount, currency, note)


def whole_amount(value: object) -> int | None:
    """Whole đồng from a number or from `8.000`; None where it is no amount."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value <= LARGEST_FEE else None
    words = tidy(value)
    if not _NUMBER.match(words):
        return None
    digits = (
        re.sub(r"[.,]\d{1,2}$", "", words)
        if not re.match(r"^\d{1,3}([.,]\d{3})+$", words)
        else words
    )
    amount = int(re.sub(r"[.,]", "", digits))
    return amount if amount <= LARGEST_FEE else None


def amount_in(text: str) -> int | None:
    """The only amount in đồng that a text names, or None."""
    found = {int(re.sub(r"[.,]", "", match)) for match in _MONEY_IN_TEXT.findall(text)}
    return found.pop() if len(found) == 1 else None


def decided_by_province(text: str) -> bool:
    """Whether a text leaves the amount to the province."""
    return bool(_PROVINCE.search(text))


def says_free(text: str) -> bool:
    """Whether a text begins by saying that nothing is paid."""
    return bool(_SAYS_FREE.match(text))


def _of_amount(row: Row, amount: int, currency: str, note: str) -> tuple[Row, str]:
    if amount < SMALLEST_FEE:
        better = amount_in(note)
        if better:
            return row | _with_unit(better, note), ""
        shown = f"{amount} {tidy(currency) or 'đồng'}"
        return row | {"amount_text": shown}, f"số tiền “{shown}” nhỏ bất thường, giữ nguyên chữ."
    return row | _with_unit(amount, note), ""


def _with_unit(amount: int, note: str) -> Row:
    found = _UNIT.match(note)
    if not found:
        return {"amount": amount}
    return {"amount": amount, "unit": found[1].strip(), "note": note[found.end() :].strip(" )")}


def _beside_zero(note: str) -> Row:
    if _PLAINLY_FREE.match(note):
        return {"amount": 0}
    if decided_by_province(note):
        return {"local_decision": PROVINCE_DECIDES}
    if says_free(note) or not _OF_MONEY.search(note):
        return {"amount": 0}
    amount = amount_in(note)
    return {"amount": amount} if amount else {"amount_text": BY_RULE}


def _unstated(value: object, note: str) -> Row:
    words = tidy(value)
    if words and not decided_by_province(words):
        return {"amount_text": words}
    if decided_by_province(f"{words}\n{note}"):
        return {"local_decision": PROVINCE_DECIDES}
    return {"amount": 0} if says_free(note) else {}


def _unread(value: object) -> str:
    words = tidy(value)
    return f"số tiền “{words[:60]}” không phải một con số, giữ nguyên chữ." if words else ""


def _foreign(value: object, currency: str, note: str) -> Row:
    """Money of another country: said in words, since sums here are in đồng."""
    amount = f"{value:g}" if isinstance(value, int | float) else tidy(value)
    found = _UNIT.match(note)
    unit = f" một {found[1].strip()}" if found else ""
    return {"amount_text": f"{amount} {tidy(currency)}{unit}".strip()}
