"""How a fee is said: whole đồng, the unit, and never without its exemption."""

from django.utils.formats import number_format

FREE = "Miễn phí"
LOCAL = "Theo nghị quyết của tỉnh"
UNKNOWN = "Chưa ghi số tiền"
EXEMPTIONS = "Có trường hợp được miễn, giảm."
OTHERS = "Còn khoản khác, xem ở dưới."


def fee_words(fee):
    """`8.000 đồng một bản`, `Miễn phí`, or where the amount is set."""
    if fee.amount is None:
        return LOCAL if fee.local_decision else UNKNOWN
    if fee.amount == 0:
        return FREE
    amount = f"{number_format(fee.amount, use_l10n=True, force_grouping=True)} đồng"
    return f"{amount} một {fee.unit}" if fee.unit else amount


def fee_summary(fees):
    """(line, note, is_free) for the glance; the first fee is the one that everybody meets.

    A stated exemption is announced even where the line has no room for it: a person who is entitled
    to it must not turn back at the sight of a price.
    """
    distinct = list({(fee.name, fee.amount, fee.unit, fee.note): fee for fee in fees}.values())
    if not distinct:
        return "", "", False
    first, *others = distinct
    notes = [first.note] if first.note else []
    if others:
        notes.append(OTHERS)
    is_free = first.amount == 0
    if not is_free and any("miễn" in fee.note.lower() for fee in others):
        notes.append(EXEMPTIONS)
    return fee_words(first), " ".join(notes), is_free
