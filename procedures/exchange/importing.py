"""The import as a whole: say what files would do, do it, and keep a record of it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from django.db import DatabaseError, transaction
from django.utils import timezone

from pages import generation
from procedures.exchange import runs, saving
from procedures.exchange.planning import (
    CREATED,
    REFUSED,
    UNCHANGED,
    UPDATED,
    Plan,
    plan_records,
)
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.reading import Reading, read_apart, read_file, read_files
from procedures.exchange.report import LABELS, Report
from procedures.models import ImportRun, Procedure

__all__ = [
    "CREATED", "LABELS", "REFUSED", "UNCHANGED", "UPDATED", "Reading", "Report", "absent_codes",
    "apply_report", "plan_reading", "read_apart", "read_file", "read_files", "withdraw_absent",
]  # fmt: skip
Progress: TypeAlias = Callable[[Iterable[Any]], Iterable[Any]]
"""Passes on what it is given, and may draw a bar while it does (`tqdm`)."""
WITHDRAWN_NOTE = "Không còn trong danh mục quốc gia, theo tệp nhập ngày {day}."
LARGEST_WITHDRAWAL = 0.5
"""A "complete" list that lacks more than half of what stands here is the wrong file."""
CHUNK = 100
"""Procedures written in one transaction; one that fails is written apart from the others."""


def plan_reading(reading: Reading, progress: Progress = iter) -> Report:
    """Compare everything with the database; writes nothing."""
    plans = list(progress(plan_records(reading.records)))
    own = {id(one) for plan in plans for one in plan.record.get("remarks", [])}
    of_files: list[Problem] = [one for one in reading.remarks if id(one) not in own]
    return Report(plans, list(reading.problems), of_files, marked=reading.marked)


def apply_report(report: Report, progress: Progress = iter, run: ImportRun | None = None) -> Report:
    """Write the planned records in chunks; a procedure that fails refuses only itself.

    `run` keeps what stood before, so that the import can be undone as a whole.
    """
    plans = [plan for plan in report.plans if plan.action != REFUSED]
    chunks = [plans[start : start + CHUNK] for start in range(0, len(plans), CHUNK)]
    for chunk in progress(chunks):
        try:
            _write(chunk, run)
        except (DatabaseError, ValueError):
            for plan in chunk:
                _write_alone(plan, run)
    saving.link_by_code([plan for plan in plans if plan.action != REFUSED])
    generation.bump()  # rows written in bulk send no signal
    return report


def absent_codes(reading: Reading) -> list[str]:
    """Active procedures that a complete list no longer names."""
    active = Procedure.objects.active()
    absent = [code for code in active.values_list("code", flat=True) if code not in reading.codes]
    if len(absent) > LARGEST_WITHDRAWAL * active.count():
        raise FileRefusedError(
            f"Tệp thiếu {len(absent)} thủ tục đang áp dụng, quá nửa danh mục. "
            "Có phải tệp này không phải danh mục đầy đủ? Không bãi bỏ thủ tục nào."
        )
    return absent


def withdraw_absent(reading: Reading, run: ImportRun | None = None) -> list[str]:
    """Mark what left the list; nothing is deleted."""
    absent = absent_codes(reading)
    if run:
        runs.remember(run, absent)
    note = WITHDRAWN_NOTE.format(day=f"{timezone.localdate():%d/%m/%Y}")
    return saving.withdraw(absent, note)


def _write(chunk: list[Plan], run: ImportRun | None) -> None:
    with transaction.atomic():
        if run:
            runs.remember(run, [plan.code for plan in chunk])
        saving.write_plans(chunk)


def _write_alone(plan: Plan, run: ImportRun | None) -> None:
    try:
        _write([plan], run)
    except (DatabaseError, ValueError) as error:
        plan.action = REFUSED
        reason = f"cơ sở dữ liệu không nhận ({type(error).__name__}). Không ghi gì của thủ tục này."
        plan.problems.append(Problem(plan.record.get("place", "tệp"), reason, plan.code))
