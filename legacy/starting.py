"""Moves asked for in the admin run in a process of their own; a killed one is followed by another."""

import fcntl
import logging
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import time

from django.conf import settings

from legacy.dates import COMMUNE_TIME
from legacy.models import ImportRun
from legacy.moving import Move, chosen
from legacy.preview import write_preview
from legacy.received import shelf
from legacy.survey.kinds import Kind
from legacy.survey.survey import Survey

logger = logging.getLogger(__name__)
FILES_A_STEP = 25
SECONDS_TO_START = 45
"""A busy machine needs as long until a new process has taken the run's lock."""
NOTHING = "Không có tệp nào trong những gì đã gửi."
GONE = "Tệp của lần nhập này không còn trên máy chủ. Hãy gửi lại."
FAILED = "Máy chủ gặp lỗi; lỗi đã được ghi lại cho người vận hành. Bấm “Làm tiếp” để thử lại."


def begin(run: ImportRun) -> None:
    """See to it that somebody works at a run; here and now where the settings say so."""
    if not settings.IMPORTS_IN_BACKGROUND:
        work_at(run)
    elif not is_somebody_at(run):
        mark_of(run).touch()
        command = [
            sys.executable,
            str(settings.BASE_DIR / "manage.py"),
            "import_portal",
            "--run",
            str(run.pk),
        ]
        subprocess.Popen(  # noqa: S603 - our own manage.py
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def work_at(run: ImportRun) -> bool:
    """Look over and move, or only rehearse; False while another process does it."""
    with alone_at(run) as first:
        if first:
            try:
                carry_out(run)
            except Exception:  # whatever a strange portal does to us, the run says that it stopped
                logger.exception("moving an old portal failed: run %s", run.pk)
                stopped(run, FAILED)
            mark_of(run).unlink(missing_ok=True)
    return first


def carry_out(run: ImportRun) -> None:
    """The survey, then the preview or the articles; what was asked for stands in the run's options."""
    if not all(Path(path).exists() for path in run.paths):
        stopped(run, GONE)
        return
    asked = run.options
    with Survey(run.paths, lambda files: told_of(run, list(files))) as survey:
        found = list(
            chosen(survey.look(), asked.get("limit") or 0, day_of(asked.get("since") or ""))
        )
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
        if number % FILES_A_STEP == 0:
            ImportRun.objects.filter(pk=run.pk).update(step=f"đang đọc tệp {number}/{len(files)}")
        yield one


def stopped(run: ImportRun, why: str) -> None:
    """Nothing more will come of it by itself."""
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.FAILED, step=why)


def day_of(words: str) -> datetime | None:
    """The first day whose articles are wanted."""
    return datetime.fromisoformat(words).replace(tzinfo=COMMUNE_TIME) if words else None


@contextmanager
def alone_at(run: ImportRun) -> Iterator[bool]:
    """Whether no other process is at a run; released by the system even when a process is killed."""
    with (shelf() / f".lan-{run.pk}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def is_somebody_at(run: ImportRun) -> bool:
    """Whether a process works at a run now, or was started for it just now."""
    mark = mark_of(run)
    if mark.exists() and time() - mark.stat().st_mtime < SECONDS_TO_START:
        return True
    with alone_at(run) as free:
        return not free


def mark_of(run: ImportRun) -> Path:
    """The mark of a process that was started for a run; it takes the mark away when it is done."""
    return shelf() / f".lan-{run.pk}.begun"


def with_somebody(runs: Iterable[ImportRun]) -> set[int]:
    """The runs that say they run and that a process works at."""
    return {run.pk for run in runs if run.state == ImportRun.State.RUNNING and is_somebody_at(run)}
