"""Makes the rows of a draft fit their columns: what is too long moves to the note beside it.

A source that nobody can correct must not lose a procedure over a long number; the words stay whole,
and the report names the place.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from procedures.exchange.drafts import Draft
from procedures.exchange.structure import FIELD_OF_PART, NESTED, ROWS, VERSION_FIELDS, Row
from procedures.models import ProcedureVersion
from procedures.prose import tidy

_OVERFLOW = {
    "time_text": "time_note", "unit": "note", "amount_text": "note", "local_decision": "note",
    "form_name": "condition", "number": "abstract", "issuer": "abstract", "url": "abstract",
    "decision_number": "description", "source_url": "description", "channel": "description",
}  # fmt: skip
_FALLBACKS = {"channel": "other", "kind": "submit", "role": "handling", "time_unit": "working_day"}


def fit(draft: Draft) -> None:
    """Bring every value of `draft.parts` into what its column holds."""
    _fit_row(draft, ProcedureVersion, draft.parts, VERSION_FIELDS, "", "decision")
    for part, spec in ROWS.items():
        for number, row in enumerate(draft.parts.get(part, []), 1):
            place, field = f"{part}[{number}]", FIELD_OF_PART[part]
            _fit_row(draft, spec.model, row, spec.fields, place, field)
            if spec.nested:
                nested = NESTED[spec.nested]
                for child in row.get(spec.nested, []):
                    where = f"{place}.{spec.nested}"
                    of_money = "fees" if spec.nested == "fees" else field
                    _fit_row(draft, nested.model, child, nested.fields, where, of_money)


def _fit_row(
    draft: Draft,
    model: type[Model],
    row: Row,
    fields: Iterable[str],
    place: str,
    official_field: str,
) -> None:
    values = {name: row[name] for name in fields if name in row}
    others = {one.name for one in model._meta.concrete_fields} - set(values)
    try:
        model(**values).clean_fields(exclude=others)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            _mend(draft, model, row, name, place, official_field, messages)


def _mend(
    draft: Draft,
    model: type[Model],
    row: Row,
    name: str,
    place: str,
    official_field: str,
    messages: list[str],
) -> None:
    value, column = row[name], _column(model, name)
    if not value and not column.blank:
        row[name] = (
            "(chưa ghi)" if column.get_internal_type().endswith(("CharField", "TextField")) else 0
        )
    elif name in _FALLBACKS and column.choices:
        row[name] = _FALLBACKS[name]
        _move(row, name, value)
    elif column.max_length and isinstance(value, str) and column.get_internal_type() != "URLField":
        row[name] = value[: column.max_length].rpartition(" ")[0] or value[: column.max_length]
        _move(row, name, value)
    else:
        row[name] = None if column.null else type(value)() if isinstance(value, str) else 0
        _move(row, name, value)
    where = ".".join(filter(None, [place, name]))
    draft.doubt(
        where, f"{' '.join(messages)} Giữ phần đọc được, chép cả vào chỗ bên cạnh.", official_field
    )


def _column(model: type[Model], name: str) -> "Field[Any, Any]":
    return next(one for one in model._meta.concrete_fields if one.name == name)


def _move(row: Row, name: str, value: object) -> None:
    """The whole of `value` into the long text beside it, where the row has one."""
    target = _OVERFLOW.get(name)
    if target in row and value not in (None, ""):
        row[target] = tidy(f"{row[target]}\n{value}")
