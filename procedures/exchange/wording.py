"""The parts of a record in words, a line for each row, for people who read or compare them."""

from collections.abc import Iterator

from django.utils.formats import number_format

from procedures import models
from procedures.choices import Channel, PaperKind, TimeUnit
from procedures.exchange.structure import Row

_NESTED = ("fees", "papers")
_CHOICES = {
    ("methods", "channel"): Channel,
    ("agencies", "role"): models.Role,
    ("papers", "kind"): PaperKind,
    ("kind", "kind"): models.Kind,
    ("state", "state"): models.State,
    ("levels", "levels"): models.Level,
    ("unverified", "unverified"): models.OfficialField,
}
_NAMED = {
    "unit": "một {}",
    "originals": "bản chính {}",
    "copies": "bản sao {}",
    "form_name": "mẫu {}",
    "has_electronic_form": "có biểu mẫu điện tử",
}


def in_words(part: str, value: object) -> str:
    """`value` of `part` as text; rows of a table become a line each, nested rows too."""
    if not isinstance(value, list):
        return _word(part, part, value)
    if all(isinstance(item, str) for item in value):
        return "; ".join(_word(part, part, item) for item in value)
    return "\n".join(line for row in value for line in _lines(part, row))


def changed_lines(before: str, after: str) -> tuple[str, str]:
    """(lines that go, lines that come), each as text; all of both where only the order changed."""
    old, new = before.split("\n"), after.split("\n")
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    return ("\n".join(gone), "\n".join(come)) if gone or come else (before, after)


def _lines(part: str, row: Row) -> Iterator[str]:
    """One line for the row and one for each row nested in it, which begins with its owner's name."""
    yield from filter(None, [_row(part, row)])
    owner = _word(part, "channel", row.get("channel", "")) or row.get("name", "")
    for key in _NESTED:
        for nested in row.get(key, []):
            yield ": ".join(filter(None, ["– " + owner if owner else "", _row(key, nested)]))


def _row(part: str, row: Row) -> str:
    cells = {key: value for key, value in row.items() if key not in _NESTED}
    unit = cells.pop("time_unit", None)
    if cells.get("time_amount") is not None:
        cells["time_amount"] = f"{cells['time_amount']} {TimeUnit(unit).label}"
    if cells.get("amount") is not None:
        amount = number_format(cells["amount"], use_l10n=True, force_grouping=True)
        cells["amount"] = f"{amount} đồng"
    words = (" ".join(_word(part, key, value).split()) for key, value in cells.items())
    return ", ".join(filter(None, words))


def _word(part: str, key: str, value: object) -> str:
    if value is None or value == "" or value is False:
        return ""
    if choices := _CHOICES.get((part, key)):
        return str(dict(choices.choices).get(str(value), value))
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    text = "có" if value is True else str(value)
    return _NAMED.get(key, "{}").format(text)
