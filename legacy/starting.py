"""Moves asked for in the admin run in a process of their own; a killed one is followed by another."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from legacy.dates import COMMUNE_TIME
from legacy.models import ImportRun
from legacy.moving import Move, chosen
from legacy.preview import write_preview
from legacy.received import shelf
from legacy.survey.kinds import Kind
from legacy.survey.survey import Survey
from pages.errands import Errand, allow

logger = logging.getLogger(__name__)
FILES_A_STEP = 25
SECONDS_A_FILE = 3600
"""Of the processor, for whatever comes between one file and the next; a file may be a whole database."""
NOTHING = "Không có tệp nào trong những gì đã gửi."
GONE = "Tệp của lần nhập này không còn trên máy chủ. Hãy gửi lại."
FAILED = "Máy chủ gặp lỗi; lỗi đã được ghi lại cho người vận hành. Bấm “Làm tiếp” để thử lại."


def begin(run: ImportRun) -> None:
    """See to it that somebody works at a run; here and now where the settings say so."""
    errand_of(run).begin(lambda: work_at(run))


def errand_of(run: ImportRun) -> Errand:
    """Each run is an errand of its own."""
    return Errand(("import_portal", "--run", str(run.pk)), shelf(), f".lan-{run.pk}")


def work_at(run: ImportRun) -> bool:
    """Look over and move, or only rehearse; False while another process does it."""
    with errand_of(run).alone() as first:
        if first:
            try:
                carry_out(run)
            except Exception:  # whatever a strange portal does to us, the run says that it stopped
                logger.exception("moving an old portal failed: run %s", run.pk)
                stopped(run, FAILED)
            errand_of(run).done()
    return first


def carry_out(run: ImportRun) -> None:
    """The survey, then the preview or the articles; what was asked for stands in the run's options."""
    if not all(Path(path).exists() for path in run.paths):
        stopped(run, GONE)
        return
    asked = run.options
    allow(SECONDS_A_FILE)
    with Survey(run.paths, lambda files: told_of(run, list(files))) as survey:
        found = list(
            chosen(survey.look(), asked.get("limit") or 0, day_of(asked.get("since") or ""))
        )
        allow(SECONDS_A_FILE)
        if not found:
            stopped(run, NOTHING)
        elif asked.get("rehearse"):
            rehearse(run, survey, found)
        else:
            ImportRun.objects.filter(pk=run.pk).update(step="đang lưu bài")
            Move(run, survey, asked.get("section") or "").bring_in(found)


def rehearse(run: ImportRun, survey: Survey, found: list) -> None:
    """Twenty articles to look at, and the counts; nothing of the site is touched."""
    write_preview(survey, found, preview_of(run).parent)
    counts = {f"kind:{kind.name.lower()}": sum(one.kind is kind for one in found) for kind in Kind}
    counts["doubts"] = sum(bool(one.doubts) for one in found)
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportRun.State.REHEARSED,
        step="",
        counts=counts,
        total=counts["kind:article"],
        done=0,
    )


def preview_of(run: ImportRun) -> Path:
    """Where the preview of a run lies; no web server hands it out."""
    return shelf() / f".xem-truoc-{run.pk}" / "index.html"


def told_of(run: ImportRun, files: list) -> Iterator:
    """The files one after another, with how far it has come written down."""
    for number, one in enumerate(files):
        allow(SECONDS_A_FILE)
        if number % FILES_A_STEP == 0:
            ImportRun.objects.filter(pk=run.pk).update(step=f"đang đọc tệp {number}/{len(files)}")
        yield one


def stopped(run: ImportRun, why: str) -> None:
    """Nothing more will come of it by itself."""
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.FAILED, step=why)


def day_of(words: str) -> datetime | None:
    """The first day whose articles are wanted."""
    return datetime.fromisoformat(words).replace(tzinfo=COMMUNE_TIME) if words else None


def with_somebody(runs: Iterable[ImportRun]) -> set[int]:
    """The runs that say they run and that a process works at."""
    return {
        run.pk
        for run in runs
        if run.state == ImportRun.State.RUNNING and errand_of(run).is_being_done()
    }
