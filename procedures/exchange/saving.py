"""Writes planned records, one transaction for each."""

from django.db import transaction
from django.utils import timezone

from procedures.exchange.planning import CREATED, UNCHANGED, differences_between
from procedures.exchange.records import record_of
from procedures.exchange.structure import (
    NESTED,
    PART_LABELS,
    PROCEDURE_FIELDS,
    ROWS,
    VERSION_FIELDS,
)
from procedures.glance import summarise
from procedures.models import (
    Change,
    LifeEvent,
    Origin,
    Procedure,
    ProcedureVersion,
    State,
    SubjectArea,
)
from procedures.models.national import last_days


def apply_plan(plan):
    """Write one procedure whole, or nothing of it."""
    with transaction.atomic():
        if plan.action == UNCHANGED:
            _stamp(plan.version, plan.record)
            return
        procedure = _procedure(plan.record)
        before = _preceding(procedure) if plan.action == CREATED else None
        version = plan.version or ProcedureVersion(procedure=procedure)
        _write_version(version, plan.record)
        _note_change(procedure, version, plan, before)


def withdraw_absent(codes, note):
    """Mark active procedures that a complete list no longer has; returns their codes."""
    gone = list(Procedure.objects.active().exclude(code__in=codes).order_by("code"))
    for procedure in gone:
        with transaction.atomic():
            procedure.state = State.WITHDRAWN
            procedure.state_note = note
            procedure.save()
            Change.objects.create(procedure=procedure, parts=["Tình trạng"], note=note)
    return [procedure.code for procedure in gone]


def _procedure(record):
    code = record["code"]
    procedure = Procedure.objects.filter(code=code).first() or Procedure(code=code)
    for name in PROCEDURE_FIELDS:
        if name in record:
            setattr(procedure, name, record[name] or (None if name == "uuid" else ""))
    procedure.state = procedure.state or State.ACTIVE
    if "replaced_by" in record:
        procedure.replaced_by = Procedure.objects.filter(code=record["replaced_by"]).first()
    if "life_events" in record:
        procedure.life_events.set(_named(LifeEvent, record["life_events"]))
    if "related" in record:
        procedure.related.set(Procedure.objects.filter(code__in=record["related"]))
    procedure.save()
    return procedure


def _write_version(version, record):
    for name in VERSION_FIELDS:
        if name in record:
            setattr(version, name, record[name])
    version.synchronised_on = record.get("synchronised_on") or version.synchronised_on
    version.origin = Origin.IMPORTED
    if "subject_areas" in record:
        version.subject_areas.set(_named(SubjectArea, record["subject_areas"]))
    version.save()
    for part, rows in ROWS.items():
        if part in record:
            _replace_rows(version, part, rows, record[part])
    fresh = ProcedureVersion.objects.get(pk=version.pk)
    ProcedureVersion.objects.filter(pk=version.pk).update(**summarise(fresh))


def _replace_rows(version, part, rows, values):
    """The sheet's rows have no identity of their own: old ones go, new ones come in their order."""
    rows.model.objects.filter(version=version).delete()
    made = rows.model.objects.bulk_create(
        rows.model(version=version, sort_order=order, **_only(row, rows.fields))
        for order, row in enumerate(values)
    )
    if not rows.nested:
        return
    nested = NESTED[rows.nested]
    nested.model.objects.bulk_create(
        nested.model(**{nested.owner: owner}, sort_order=order, **_only(child, nested.fields))
        for owner, row in zip(made, values, strict=True)
        for order, child in enumerate(row.get(rows.nested, []))
    )


def _only(row, names):
    return {name: row[name] for name in names if name in row}


def _named(model, names):
    """Words of a vocabulary, made where they are new."""
    return [model.objects.get_or_create(name=name)[0] for name in names]


def _stamp(version, record):
    """The text is as it was; that it was looked at is worth knowing."""
    day = record.get("synchronised_on")
    if day and day != version.synchronised_on:
        ProcedureVersion.objects.filter(pk=version.pk).update(synchronised_on=day)


def _preceding(procedure):
    """The record of the newest version so far, to say what a new one changes."""
    versions = list(ProcedureVersion.objects.whole().filter(procedure=procedure))
    return record_of(last_days(versions)[-1][0]) if versions else None


def _note_change(procedure, version, plan, before):
    """Residents read what changed; a procedure that is new here has nothing to compare with."""
    differences = plan.differences if before is None else differences_between(before, plan.record)
    parts = [
        PART_LABELS[difference.part] for difference in differences if _is_told(difference.part)
    ]
    if not parts:
        return
    note = f"Áp dụng từ ngày {version.valid_from:%d/%m/%Y}" if before and version.valid_from else ""
    day = timezone.localdate()
    Change.objects.create(procedure=procedure, changed_on=day, parts=parts, note=note)


def _is_told(part):
    return part not in {
        "valid_from", "valid_to", "keywords", "source_url", "sources", "unverified", "is_sample",
        "uuid", "life_events", "related",
    }  # fmt: skip
