"""What was sent in through the admin goes once it is moved; what the operator laid ready is his own."""

import shutil
from datetime import timedelta
from pathlib import Path
from time import time

from django.utils import timezone

from legacy.models import ImportRun
from legacy.received import RECEIVED, shelf
from legacy.starting import errand_of, preview_of

KEPT_DONE, KEPT_OPEN = timedelta(days=30), timedelta(days=90)
"""A season is enough to go on with what broke off, or to bring in what was only rehearsed."""
STRAY_SECONDS = 24 * 3600
DONE = (ImportRun.State.FINISHED, ImportRun.State.UNDONE)


def tidy() -> int:
    """Take away the folders of old runs and those that belong to none; how many went."""
    runs = list(ImportRun.objects.all())
    needed = {top_folder(path) for run in runs if not is_over(run) for path in run.paths}
    known = {top_folder(path) for run in runs for path in run.paths}
    gone = 0
    for folder in shelf().iterdir():
        if folder.name.startswith(RECEIVED) and folder.is_dir() and folder not in needed:
            gone += drop(folder) if folder in known or is_stray(folder) else 0
    for run in filter(is_over, runs):
        shutil.rmtree(preview_of(run).parent, ignore_errors=True)
    return gone


def top_folder(path: str) -> Path | None:
    """The folder on the shelf in which a run's source lies."""
    try:
        steps = Path(path).resolve().relative_to(shelf().resolve()).parts
    except ValueError:
        return None
    return shelf() / steps[0] if steps else None


def is_over(run: ImportRun) -> bool:
    """Whether nobody needs a run's files any more."""
    kept = KEPT_DONE if run.state in DONE else KEPT_OPEN
    since = run.finished_at or run.started_at
    return timezone.now() - since > kept and not errand_of(run).is_being_done()


def is_stray(folder: Path) -> bool:
    """Left behind by a request that was cut off."""
    return time() - folder.stat().st_mtime > STRAY_SECONDS


def drop(folder: Path) -> int:
    """A folder with everything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    return 1
