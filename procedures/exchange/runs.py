"""What stood before an import, kept so that the import can be undone as a whole."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages import generation
from procedures.exchange.planning import UPDATED, Plan
from procedures.exchange.records import all_records
from procedures.exchange.report import Report
from procedures.exchange.structure import Record
from procedures.models import (
    Change,
    ImportedProcedure,
    ImportRun,
    LifeEvent,
    Procedure,
    ProcedurePage,
    ProcedureVersion,
    SubjectArea,
)
from search.once import indexed_once

if TYPE_CHECKING:
    from accounts.models import User

_DAYS = ("valid_from", "valid_to", "synchronised_on")


class CannotUndoError(Exception):
    """Why an import cannot be undone now, and what to do first."""


def begin(
    user: "User | None" = None,
    file_name: str = "",
    checksum: str = "",
    options: dict[str, Any] | None = None,
) -> ImportRun:
    """A record of an import that is about to write."""
    return ImportRun.objects.create(
        user=user if user and user.is_authenticated else None,
        file_name=file_name[:200],
        checksum=checksum,
        options=options or {},
        words_before={"areas": _names(SubjectArea), "events": _names(LifeEvent)},
    )


def finish(run: ImportRun, report: Report, guides: Iterable[ProcedurePage] = ()) -> ImportRun:
    """Note what the import did."""
    run.counts = report.counts | {"withdrawn": len(report.withdrawn), "marked": report.marked}
    run.remarks = [str(one) for one in report.remarks[:2000]]
    run.problems = [str(one) for one in report.all_problems[:2000]]
    run.guides = [guide.pk for guide in guides]
    run.finished_at = timezone.now()
    run.save()
    return run


def remember(run: ImportRun, codes: Iterable[str]) -> None:
    """Keep everything of these procedures as it stands, the first time that the run touches them."""
    codes = set(codes) - set(run.procedures.filter(code__in=codes).values_list("code", flat=True))
    known = Procedure.objects.in_bulk(codes, field_name="code")
    versions = ProcedureVersion.objects.filter(procedure__in=known.values())
    origins = dict(versions.values_list("pk", "origin"))
    records: dict[str, list[Record]] = {}
    for version, record in zip(
        versions.order_by("pk"), all_records(versions.order_by("pk")), strict=True
    ):
        records.setdefault(record["code"], []).append(record | {"origin": origins[version.pk]})
    changes: dict[str, list[int]] = {}
    for code, key in Change.objects.filter(procedure__in=known.values()).values_list(
        "procedure__code", "pk"
    ):
        changes.setdefault(code, []).append(key)
    ImportedProcedure.objects.bulk_create(
        ImportedProcedure(
            run=run,
            code=code,
            before={
                "procedure": _procedure_values(known[code]),
                "versions": records.get(code, []),
                "changes": changes.get(code, []),
            }
            if code in known
            else None,
        )
        for code in sorted(codes)
    )


def undo(run: ImportRun, user: "User | None" = None) -> None:
    """Bring every procedure of the run back to how it stood; all of it or nothing."""
    _check(run)
    with transaction.atomic():
        _delete_guides(run.guides, user)
        entries = list(run.procedures.all())
        _remove([entry.code for entry in entries if entry.before is None])
        restored = [entry for entry in entries if entry.before is not None]
        for start in range(0, len(restored), 100):
            _restore(restored[start : start + 100])
        _forget_new_words(run)
        run.undone_at, run.undone_by = (
            timezone.now(),
            user if user and user.is_authenticated else None,
        )
        run.save(update_fields=["undone_at", "undone_by"])
    generation.bump()


def _check(run: ImportRun) -> None:
    if run.undone_at:
        raise CannotUndoError("Lần nhập này đã hoàn tác rồi.")
    codes = run.procedures.values("code")
    later = (
        ImportRun.objects.filter(pk__gt=run.pk, undone_at=None, procedures__code__in=codes)
        .order_by("-pk")
        .first()
    )
    if later:
        raise CannotUndoError(
            f"Lần nhập số {later.pk} làm sau đã đụng tới cùng thủ tục. Hãy hoàn tác lần đó trước."
        )
    own = ProcedurePage.objects.filter(pk__in=run.guides)
    edited = own.filter(latest_revision_created_at__gt=run.finished_at or timezone.now())
    new = run.procedures.filter(before__isnull=True).values("code")
    others = ProcedurePage.objects.filter(procedure__code__in=new).exclude(pk__in=run.guides)
    pages = list((edited | others).distinct()[:5])
    if pages:
        names = ", ".join(f"“{page.title}”" for page in pages)
        raise CannotUndoError(
            f"Trang {names} lập hoặc sửa sau lần nhập này. Hãy xóa các trang đó trước rồi hoàn tác."
        )


def _delete_guides(keys: list[int], user: "User | None") -> None:
    """The pages of the import, each noted as deleted; they leave lists and indexes together."""
    pages = Page.objects.filter(pk__in=keys)
    with indexed_once(), disable_reference_index_auto_update():
        for page in pages.specific():
            log(instance=page, action="wagtail.delete", user=user, deleted=True)
        _forget_references(Page, keys)
        # Nobody has edited them since (`_check`), so there are no pictures to close: not unpublished one by one.
        pages.update(live=False)
        pages.delete()


def _forget_references(model: type[Model], keys: Iterable[int]) -> None:
    """Out of and to the rows that are about to go; Wagtail would ask twice for each."""
    kind, named = ContentType.objects.get_for_model(model), [str(key) for key in keys]
    ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=named).delete()
    ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=named).delete()


def _remove(codes: list[str]) -> None:
    """Procedures that the import has made."""
    versions = ProcedureVersion.objects.filter(procedure__code__in=codes)
    procedures = Procedure.objects.filter(code__in=codes)
    with disable_reference_index_auto_update():
        for rows in (versions, procedures):
            _forget_references(rows.model, rows.values_list("pk", flat=True))
            rows.delete()


def _restore(entries: list[ImportedProcedure]) -> None:
    """Versions, rows and links of the procedures, by the same writing as an import."""
    from procedures.exchange.saving import link_by_code, write_plans

    known = {}
    for version in ProcedureVersion.objects.filter(
        procedure__code__in=[one.code for one in entries]
    ).select_related("procedure"):
        known[version.procedure.code, version.valid_from] = version
    plans, kept = [], set()
    for entry in entries:
        before = entry.before or {}
        for record in map(_read, before["versions"]):
            version = known.get((entry.code, record["valid_from"]))
            kept.add(version.pk if version else None)
            plans.append(Plan(UPDATED, record, version))
        gone = Change.objects.filter(procedure__code=entry.code).exclude(pk__in=before["changes"])
        gone.delete()
    ProcedureVersion.objects.filter(
        pk__in=[one.pk for one in known.values() if one.pk not in kept]
    ).delete()
    write_plans(plans, tell=False)
    link_by_code(plans)
    for entry in entries:
        Procedure.objects.filter(code=entry.code).update(**(entry.before or {})["procedure"])
    for plan in plans:
        ProcedureVersion.objects.filter(
            procedure__code=plan.code, valid_from=plan.record["valid_from"]
        ).update(synchronised_on=plan.record["synchronised_on"])


def _read(record: Record) -> Record:
    """JSON has no dates: ISO text becomes one."""
    read = dict(record) | {name: _day(record.get(name)) for name in _DAYS}
    read["legal_bases"] = [
        row | {"issued_on": _day(row["issued_on"])} for row in record["legal_bases"]
    ]
    return read


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _procedure_values(procedure: Procedure) -> dict[str, str | None]:
    return {
        "uuid": str(procedure.uuid) if procedure.uuid else None,
        "state": procedure.state,
        "state_note": procedure.state_note,
    }


def _forget_new_words(run: ImportRun) -> None:
    """Subject areas and life events that came with the import and that nothing uses now."""
    if not run.words_before:
        return
    areas = SubjectArea.objects.exclude(name__in=run.words_before["areas"])
    areas.filter(versions__isnull=True).delete()
    events = LifeEvent.objects.exclude(name__in=run.words_before["events"])
    events.filter(procedures__isnull=True).delete()


def _names(model: type[SubjectArea] | type[LifeEvent]) -> list[str]:
    return list(model.objects.values_list("name", flat=True))
