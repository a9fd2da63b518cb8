"""The record of a version that stands in the database."""

from collections.abc import Iterator

from django.db.models import Model

from procedures.exchange.structure import (
    NESTED,
    PROCEDURE_FIELDS,
    ROWS,
    VERSION_FIELDS,
    Record,
    Row,
    Rows,
)
from procedures.models import ProcedureVersion
from procedures.prose import tidy
from procedures.querysets import VersionQuerySet


def record_of(version: ProcedureVersion) -> Record:
    """Everything of the national layer; read the version with `whole()` to keep queries few."""
    procedure = version.procedure
    record = {"code": procedure.code, "synchronised_on": version.synchronised_on}
    record |= {name: str(getattr(procedure, name) or "") for name in PROCEDURE_FIELDS}
    record |= {name: _plain(getattr(version, name)) for name in VERSION_FIELDS}
    record["replaced_by"] = procedure.replaced_by.code if procedure.replaced_by_id else ""
    record["life_events"] = sorted(event.name for event in procedure.life_events.all())
    record["related"] = sorted(other.code for other in procedure.related.all())
    record["subject_areas"] = sorted(area.name for area in version.subject_areas.all())
    for part, rows in ROWS.items():
        record[part] = [_row(row, rows) for row in getattr(version, part).all()]
    return record


def all_records(versions: "VersionQuerySet[ProcedureVersion]") -> Iterator[Record]:
    """Records of many versions in a number of queries that does not grow with them."""
    related = ("procedure__life_events", "procedure__related")
    versions = versions.whole().select_related("procedure__replaced_by").prefetch_related(*related)
    return (record_of(version) for version in versions)


def _row(row: Model, rows: Rows) -> Row:
    values = {name: _plain(getattr(row, name)) for name in rows.fields}
    if rows.nested:
        nested = NESTED[rows.nested]
        values[rows.nested] = [_row(child, nested) for child in getattr(row, rows.nested).all()]
    return values


def _plain(value: object) -> object:
    """Text in its tidy form; the rest as it is."""
    return tidy(value) if isinstance(value, str) else value
