"""Writes planned records, many in one transaction with few queries."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone

from procedures.exchange.planning import CREATED, UNCHANGED, Plan, differences_between
from procedures.exchange.records import record_of
from procedures.exchange.structure import (
    NESTED,
    PART_LABELS,
    PROCEDURE_FIELDS,
    ROWS,
    VERSION_FIELDS,
    Record,
    Row,
    Rows,
)
from procedures.glance import glance_of
from procedures.models import (
    Change,
    DossierCase,
    LifeEvent,
    Origin,
    Procedure,
    ProcedureVersion,
    State,
    Step,
    SubjectArea,
    SubmissionMethod,
)
from procedures.models.national import last_days
from procedures.signals import index_guides_of

Word = TypeVar("Word", SubjectArea, LifeEvent)
_SUMMARY = ("fee_line", "fee_note", "time_line", "time_note", "is_online", "is_free")
_UNTOLD = {
    "valid_from", "valid_to", "keywords", "source_url", "sources", "unverified", "is_sample", "uuid",
    "life_events", "related",
}  # fmt: skip


def apply_plan(plan: Plan) -> None:
    """Write one procedure whole, or nothing of it."""
    with transaction.atomic():
        write_plans([plan])


def write_plans(plans: list[Plan], tell: bool = True) -> None:
    """Write the plans; the caller holds the transaction. `tell` notes the changes for residents."""
    stamped = [plan for plan in plans if plan.action == UNCHANGED]
    _stamp(stamped)
    plans = [plan for plan in plans if plan.action != UNCHANGED]
    if not plans:
        return
    before = _preceding([plan for plan in plans if plan.action == CREATED])
    procedures = _procedures(plans)
    versions = _versions(plans, procedures)
    _link_words(plans, procedures, versions)
    for part, rows in ROWS.items():
        _replace_rows(plans, versions, part, rows)
    _note_contents(versions)
    if tell:
        _note_changes(plans, procedures, versions, before)
    keys = [procedure.pk for procedure in procedures]
    transaction.on_commit(lambda: index_guides_of(keys))


def link_by_code(plans: list[Plan]) -> None:
    """Links between procedures that the same files have just made."""
    for plan in plans:
        if plan.record.get("related") or plan.record.get("replaced_by"):
            procedure = Procedure.objects.get(code=plan.code)
            _link_procedures(procedure, plan.record)


def withdraw(codes: Iterable[str], note: str) -> list[str]:
    """Mark active procedures as gone; returns their codes."""
    gone = list(Procedure.objects.active().filter(code__in=codes).order_by("code"))
    with transaction.atomic():
        for procedure in gone:
            procedure.state, procedure.state_note = State.WITHDRAWN, note
            procedure.save()
        Change.objects.bulk_create(
            Change(procedure=procedure, parts=["Tình trạng"], note=note) for procedure in gone
        )
    return [procedure.code for procedure in gone]


def _procedures(plans: list[Plan]) -> list[Procedure]:
    """The procedures of the plans, in their order, written with what the records state."""
    known = Procedure.objects.in_bulk([plan.code for plan in plans], field_name="code")
    made = {plan.code: Procedure(code=plan.code) for plan in plans if plan.code not in known}
    found = {**known, **made}
    for plan in plans:
        procedure = found[plan.code]
        for name in PROCEDURE_FIELDS:
            if name in plan.record:
                value = plan.record[name]
                setattr(procedure, name, value or (None if name == "uuid" else ""))
        procedure.state = procedure.state or State.ACTIVE
    Procedure.objects.bulk_create(made.values())
    _update(list(known.values()), PROCEDURE_FIELDS)
    return [found[plan.code] for plan in plans]


def _versions(plans: list[Plan], procedures: list[Procedure]) -> list[ProcedureVersion]:
    """The versions of the plans, in their order, with the summary of the methods they state."""
    found = [
        plan.version or ProcedureVersion(procedure=procedure)
        for plan, procedure in zip(plans, procedures, strict=True)
    ]
    for plan, version in zip(plans, found, strict=True):
        for name in VERSION_FIELDS:
            if name in plan.record:
                setattr(version, name, plan.record[name])
        version.synchronised_on = plan.record.get("synchronised_on") or version.synchronised_on
        version.origin = plan.record.get("origin", Origin.IMPORTED)
        if "methods" in plan.record:
            for name, value in _summary(plan.record["methods"]).items():
                setattr(version, name, value)
    known = [version for version in found if version.pk is not None]
    ProcedureVersion.objects.bulk_create([version for version in found if version.pk is None])
    fields = [*VERSION_FIELDS, "synchronised_on", "origin", *_SUMMARY]
    _update(known, fields)
    return found


def _update(rows: Sequence[Model], fields: Iterable[str]) -> None:
    """As `bulk_update`, whose CASE for every row and field costs ten times as much."""
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields)
        )


def _summary(methods: list[Row]) -> Row:
    """The summary columns from plain rows."""
    rows = [SubmissionMethod(**_only(row, ROWS["methods"].fields)) for row in methods]
    fees = [
        [NESTED["fees"].model(**_only(fee, NESTED["fees"].fields)) for fee in row["fees"]]
        for row in methods
    ]
    glance: Row = glance_of(rows, fees)
    return glance


def _link_words(
    plans: list[Plan], procedures: list[Procedure], versions: list[ProcedureVersion]
) -> None:
    """Subject areas, life events, related procedures: replaced where a record states them."""
    areas = _words(
        SubjectArea, chain.from_iterable(plan.record.get("subject_areas", []) for plan in plans)
    )
    events = _words(
        LifeEvent, chain.from_iterable(plan.record.get("life_events", []) for plan in plans)
    )
    in_area, with_event = ProcedureVersion.subject_areas.through, Procedure.life_events.through
    stated = [(p, v) for p, v in zip(plans, versions, strict=True) if "subject_areas" in p.record]
    in_area.objects.filter(procedureversion__in=[version for _, version in stated]).delete()
    in_area.objects.bulk_create(
        in_area(procedureversion=version, subjectarea=areas[name])
        for plan, version in stated
        for name in dict.fromkeys(plan.record["subject_areas"])
    )
    pairs = [
        (p, one) for p, one in zip(plans, procedures, strict=True) if "life_events" in p.record
    ]
    with_event.objects.filter(procedure__in=[procedure for _, procedure in pairs]).delete()
    links = {  # an undo brings several versions of one procedure back
        (procedure.pk, events[name].pk): None
        for plan, procedure in pairs
        for name in plan.record["life_events"]
    }
    with_event.objects.bulk_create(
        with_event(procedure_id=procedure, lifeevent_id=event) for procedure, event in links
    )
    for plan, procedure in zip(plans, procedures, strict=True):
        if "related" in plan.record or "replaced_by" in plan.record:
            _link_procedures(procedure, plan.record)


def _link_procedures(procedure: Procedure, record: Record) -> None:
    """Related and replacing procedures, as far as they are in the list."""
    if "related" in record:
        related, through = record["related"], Procedure.related.through
        through.objects.filter(from_procedure=procedure).delete()
        others = Procedure.objects.filter(code__in=related)
        through.objects.bulk_create(
            through(from_procedure=procedure, to_procedure=other) for other in others
        )
    if "replaced_by" in record:
        other = Procedure.objects.filter(code=record["replaced_by"] or "").first()
        Procedure.objects.filter(pk=procedure.pk).update(replaced_by=other)


def _words(model: type[Word], names: Iterable[str]) -> dict[str, Word]:
    """Words of a vocabulary by name, made where they are new."""
    names = dict.fromkeys(names)
    found = {word.name: word for word in model.objects.filter(name__in=names)}
    return found | {
        name: model.objects.get_or_create(name=name)[0] for name in names if name not in found
    }


def _replace_rows(
    plans: list[Plan], versions: list[ProcedureVersion], part: str, rows: Rows
) -> None:
    """The sheet's rows have no identity of their own: old ones go, new ones come in their order."""
    stated = [
        (plan, version)
        for plan, version in zip(plans, versions, strict=True)
        if part in plan.record
    ]
    rows.model._default_manager.filter(version__in=[version for _, version in stated]).delete()
    values = [
        (version, order, row)
        for plan, version in stated
        for order, row in enumerate(plan.record[part])
    ]
    made = rows.model._default_manager.bulk_create(
        rows.model(version=version, sort_order=order, **_only(row, rows.fields))
        for version, order, row in values
    )
    if not rows.nested:
        return
    nested = NESTED[rows.nested]
    nested.model._default_manager.bulk_create(
        nested.model(**{nested.owner: owner}, sort_order=order, **_only(child, nested.fields))
        for owner, (_, _, row) in zip(made, values, strict=True)
        for order, child in enumerate(row.get(rows.nested, []))
    )


def _only(row: Row, names: Iterable[str]) -> Row:
    return {name: row[name] for name in names if name in row}


def _note_contents(versions: list[ProcedureVersion]) -> None:
    """A version with a name alone is never shown to residents."""
    keys = [version.pk for version in versions]
    found = ProcedureVersion.objects.filter(pk__in=keys)
    rows = [
        Exists(model.objects.filter(version=OuterRef("pk")))
        for model in (Step, SubmissionMethod, DossierCase)
    ]
    full = set(found.filter(rows[0] | rows[1] | rows[2]).values_list("pk", flat=True))
    found.filter(pk__in=full).update(has_content=True)
    found.exclude(pk__in=full).update(has_content=False)


def _stamp(plans: list[Plan]) -> None:
    """The text is as it was; that it was looked at is worth knowing."""
    by_day: dict[date, list[int]] = {}
    for plan in plans:
        day = plan.record.get("synchronised_on")
        if day and plan.version and day != plan.version.synchronised_on:
            by_day.setdefault(day, []).append(plan.version.pk)
    for day, keys in by_day.items():
        ProcedureVersion.objects.filter(pk__in=keys).update(synchronised_on=day)


def _preceding(plans: list[Plan]) -> dict[str, Record]:
    """Code -> record of the newest version so far, to say what a new version changes."""
    versions: dict[str, list[ProcedureVersion]] = {}
    found = ProcedureVersion.objects.whole().filter(
        procedure__code__in=[plan.code for plan in plans]
    )
    for version in found:
        versions.setdefault(version.procedure.code, []).append(version)
    return {code: record_of(last_days(those)[-1][0]) for code, those in versions.items()}


def _note_changes(
    plans: list[Plan],
    procedures: list[Procedure],
    versions: list[ProcedureVersion],
    before: dict[str, Record],
) -> None:
    """Residents read what changed; a procedure that is new here has nothing to compare with."""
    day, changes = timezone.localdate(), []
    for plan, procedure, version in zip(plans, procedures, versions, strict=True):
        old = before.get(plan.code)
        differences = plan.differences if old is None else differences_between(old, plan.record)
        parts = [PART_LABELS[one.part] for one in differences if one.part not in _UNTOLD]
        if parts:
            note = (
                f"Áp dụng từ ngày {version.valid_from:%d/%m/%Y}"
                if old and version.valid_from
                else ""
            )
            changes.append(Change(procedure=procedure, changed_on=day, parts=parts, note=note))
    Change.objects.bulk_create(changes)
