"""The import as a whole: read a file, say what it would do, do it."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from pages import generation
from procedures.exchange import guard, saving
from procedures.exchange.official_docx import read_official_docx
from procedures.exchange.planning import CREATED, REFUSED, UNCHANGED, UPDATED, Plan, plan_record
from procedures.exchange.portal_json import read_portal_json
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.structure import NESTED, ROWS, VERSION_FIELDS
from procedures.exchange.workbook_reader import read_workbook
from procedures.models import Procedure, ProcedureVersion

READERS = {"xlsx": read_workbook, "json": read_portal_json, "docx": read_official_docx}
LABELS = {CREATED: "Thêm mới", UPDATED: "Cập nhật", UNCHANGED: "Không đổi", REFUSED: "Không nhập"}
WITHDRAWN_NOTE = "Không còn trong danh mục quốc gia, theo tệp nhập ngày {day}."
LARGEST_WITHDRAWAL = 0.5
"""A "complete" list that lacks more than half of what stands here is the wrong file."""


@dataclass
class Reading:
    """What a file holds: good records, faults, and every code that it names."""

    kind: str
    records: list[dict]
    problems: list[Problem]
    codes: set[str]


@dataclass
class Report:
    """What an import did, or would do."""

    plans: list[Plan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    @property
    def counts(self):
        """Number of procedures by action; refused ones are counted by code."""
        found = Counter(plan.action for plan in self.plans)
        refused = {problem.code or problem.place for problem in self.problems}
        found[REFUSED] = len(refused | {plan.code for plan in self.plans if plan.action == REFUSED})
        return {action: found.get(action, 0) for action in LABELS}

    @property
    def all_problems(self):
        """Faults of the file and of single plans."""
        return [*self.problems, *(one for plan in self.plans for one in plan.problems)]


def read_file(file, valid_from=None):
    """Read any of the three formats; `valid_from` makes the text a version of its own."""
    kind = guard.kind_of(file)
    records, problems, codes = READERS[kind](file)
    good = []
    for record in records:
        if kind != "xlsx":
            record["synchronised_on"] = timezone.localdate()
            problems += _model_problems(record)
            if valid_from:
                record["valid_from"] = valid_from
        good.append(record)
    bad = {problem.code for problem in problems}
    return Reading(kind, [one for one in good if one["code"] not in bad], problems, codes)


def plan_reading(reading, progress=iter):
    """Compare everything with the database; writes nothing."""
    plans = [plan_record(record) for record in progress(reading.records)]
    return Report(plans, list(reading.problems))


def apply_report(report, progress=iter):
    """Write the planned records, each in its own transaction; a failure refuses only its own."""
    for plan in progress(report.plans):
        if plan.action == REFUSED:
            continue
        try:
            saving.apply_plan(plan)
        except (DatabaseError, ValidationError) as error:
            plan.action = REFUSED
            reason = (
                f"cơ sở dữ liệu không nhận ({type(error).__name__}). Không ghi gì của thủ tục này."
            )
            plan.problems.append(Problem(plan.record.get("place", "tệp"), reason, plan.code))
    _link_by_code(report)
    generation.bump()  # rows written in bulk send no signal
    return report


def absent_codes(reading):
    """Active procedures that a complete list no longer names."""
    active = Procedure.objects.active()
    absent = list(active.exclude(code__in=reading.codes).values_list("code", flat=True))
    if len(absent) > LARGEST_WITHDRAWAL * active.count():
        raise FileRefusedError(
            f"Tệp thiếu {len(absent)} thủ tục đang áp dụng, quá nửa danh mục. "
            "Có phải tệp này không phải danh mục đầy đủ? Không bãi bỏ thủ tục nào."
        )
    return absent


def withdraw_absent(reading):
    """Mark what left the list; nothing is deleted."""
    absent_codes(reading)
    note = WITHDRAWN_NOTE.format(day=f"{timezone.localdate():%d/%m/%Y}")
    return saving.withdraw_absent(reading.codes, note)


def _link_by_code(report):
    """Links between procedures that the same file has just made."""
    for plan in report.plans:
        if plan.action != CREATED or not (
            plan.record.get("related") or plan.record.get("replaced_by")
        ):
            continue
        procedure = Procedure.objects.get(code=plan.code)
        procedure.related.set(Procedure.objects.filter(code__in=plan.record.get("related", [])))
        if plan.record.get("replaced_by"):
            procedure.replaced_by = Procedure.objects.filter(
                code=plan.record["replaced_by"]
            ).first()
        procedure.save()


def _model_problems(record):
    """What the models' own rules refuse, for sources that have no cells to name."""
    rows = [
        (
            ProcedureVersion,
            {name: record[name] for name in VERSION_FIELDS if name in record},
            "tờ khai",
        )
    ]
    for part, spec in ROWS.items():
        for number, row in enumerate(record.get(part, []), 1):
            rows.append((spec.model, _flat(row, spec), f"{part}[{number}]"))
            place = f"{part}[{number}].{spec.nested}"
            nested = row.get(spec.nested, [])
            rows += [(NESTED[spec.nested].model, child, place) for child in nested]
    return [problem for row in rows for problem in _row_problems(record, *row)]


def _flat(row, spec):
    return {name: row[name] for name in spec.fields if name in row}


def _row_problems(record, model, values, place):
    others = {one.name for one in model._meta.concrete_fields} - set(values)
    try:
        model(**values).clean_fields(exclude=others)
    except ValidationError as error:
        where = f"{record['place']}, {place}"
        return [Problem(f"{where}.{name}", " ".join(found), record["code"])
                for name, found in error.message_dict.items()]  # fmt: skip
    return []
