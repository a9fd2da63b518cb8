"""How a fee is said: whole đồng, the unit, and never without its exemption or condition."""

import re

from django.utils.formats import number_format

FREE = "Miễn phí"
FREE_IN_TIME = "Miễn phí nếu đúng hạn"
FREE_ON_CONDITION = "Miễn phí khi đủ điều kiện"
LOCAL = "Mức phí do tỉnh quy định"
UNKNOWN = "Chưa ghi số tiền"
EXEMPTIONS = "Có trường hợp được miễn, giảm."
EXEMPTED = ", có trường hợp được miễn"
BY_METHOD = "Tùy cách nộp, xem ở dưới"
PRICED = "Có trường hợp thu phí, xem ở dưới"
OTHERS = "Còn khoản khác, xem ở dưới."
LONGEST_CONDITION = 50
"""Letters of a condition that still fit on a tile."""

_IN_TIME = re.compile(r"đúng hạn|trong (thời hạn )?\d+ ngày", re.I)
_FOR_WHOM = re.compile(r"miễn(?: phí| lệ phí)? (cho|khi|nếu|với) ([^.;(\n]+)", re.I)
_OF_MONEY = re.compile(r"phí|miễn|thu\b|nộp|đồng|chỉ ", re.I)
_PRICE = re.compile(
    r"(?<![\d.,])\d[\d.,]{0,20}\s{0,3}(?:(?:nghìn|ngàn|triệu)\s{1,3})?(?:đồng|đ|vnđ|vnd|usd)\b",
    re.I,
)
_NO_CONDITION = re.compile(
    r"(không( có| thu| quy định| mất)?|miễn)?( lệ)?( phí|,)*( lệ phí)?\.?", re.I
)


def fee_words(fee):
    """`8.000 đồng một bản`, `10 USD một bản`, `Miễn phí`, or where the amount is set."""
    if fee.amount is None:
        return fee.amount_text or (LOCAL if fee.local_decision else UNKNOWN)
    if fee.amount == 0:
        return FREE
    amount = f"{number_format(fee.amount, use_l10n=True, force_grouping=True)} đồng"
    return f"{amount} một {fee.unit}" if fee.unit else amount


def fee_summary(*fees_by_method, said=""):
    """(line, note, is_free) for the glance; the first fee is the one that everybody meets.

    `said` is all else that the text says of the ways to hand in: where it names a price beside a bare 0, nothing
    is said to be free.

    Tiles and lists have room for the line alone, so a condition of being free, or an exemption from a
    price, is announced in it: nobody must come for nothing, and nobody who is exempt must turn back.
    Free is only what is free whichever way the papers are handed in.
    """
    fees = [fee for of_method in fees_by_method for fee in of_method]
    distinct = list(
        {(fee.name, fee.amount, fee.amount_text, fee.unit, fee.note): fee for fee in fees}.values()
    )
    if not distinct:
        return "", "", False
    first, *others = distinct
    notes = [first.note] if first.note else []
    if others:
        notes.append(OTHERS)
    is_free = all(of_method[0].amount == 0 for of_method in fees_by_method if of_method)
    if not is_free and any(_exempts(fee) for fee in others):
        notes.append(EXEMPTIONS)
    line = BY_METHOD if first.amount == 0 and not is_free else _line(first)
    if _is_priced(line, said, fees):
        line, is_free = PRICED, False
    return line, " ".join(notes), is_free


def _is_priced(line, said, fees):
    """Whether a price stands in the words beside a nought for which no condition is told."""
    noted = "\n".join(fee.note for fee in fees)
    if line == FREE:
        return bool(_PRICE.search(f"{said}\n{noted}"))
    return line == FREE_ON_CONDITION and "miễn" not in noted.lower() and bool(_PRICE.search(noted))


def _line(fee):
    if fee.amount == 0:
        return _free_line(fee)
    return fee_words(fee) + (EXEMPTED if _exempts(fee) else "")


def _free_line(fee):
    """Being free is often a matter of time or person; the line says which, or at least that it is."""
    if _IN_TIME.search(f"{fee.name}\n{fee.note}"):
        return FREE_IN_TIME
    if _NO_CONDITION.fullmatch(fee.note.strip()):
        return FREE
    if not _OF_MONEY.search(fee.note):
        return FREE  # beside the 0 stands a time or a place, no condition
    whom = _FOR_WHOM.match(fee.note.strip())
    if whom and len(whom[2]) <= LONGEST_CONDITION:
        return f"{FREE} {whom[1].lower()} {whom[2].strip()}"
    return FREE_ON_CONDITION


def _exempts(fee):
    return "miễn" in fee.note.lower()
