"""Views of a time in which nothing may be written, kept on the disk and counted afterwards.

During an upgrade that changes the database, what is written may have to be thrown away with it; a view
that was acknowledged must not be. So it waits in a file under DATA_DIR/private, where the key of the
day lies as well: never in a backup, readable by the site alone, and destroyed with the day like the
traces that counting makes of it (docs/decisions/170).
"""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from visits.counting import count_views
from visits.showings import Outcome, Showing

LONGEST = timedelta(hours=24)
"""What was not counted within that time is thrown away unread (as visits.retention does with traces)."""
MOST_BYTES = 20_000_000
"""A flood must not fill the disk; what comes then is told to come again."""


class Clerk:
    """Takes the place of `visits.together.writer` while nothing may be written."""

    def __init__(self, keep: Callable[[Showing], object]) -> None:
        """`keep(showing)` keeps one view."""
        self.keep = keep

    def count(self, showing: Showing) -> Outcome:
        """Keep it; for the browser that is as good as counted."""
        self.keep(showing)
        return Outcome.COUNTED

    def do(self, work: Callable[[], object]) -> None:
        """Measured times may wait for another reader."""


def keep(showing: Showing) -> None:
    """Write one view down; it is on the disk when this returns. Raises OSError when it cannot be."""
    line = json.dumps({**asdict(showing), "at": timezone.now().isoformat()}) + "\n"
    with _locked() as folder, (folder / "views.jsonl").open("ab") as file:
        if file.tell() > MOST_BYTES:
            raise OSError("Đã giữ quá nhiều lượt xem")
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def count_kept() -> int:
    """Count what was kept, each view at its own moment; gives how many there were.

    A view that was counted just before a cut is not counted again: its id tells.
    """
    count = 0
    with _locked("counting") as folder:
        _set_aside(folder)
        for path in sorted(folder.glob("views-*.jsonl")):
            for showing in _fresh(path):
                count_views([showing])
                count += 1
            path.unlink()
    return count


def _set_aside(folder: Path) -> None:
    """New views go to a new file, so that who keeps them need not wait until these are counted."""
    with _locked(), contextlib.suppress(FileNotFoundError):
        (folder / "views.jsonl").rename(folder / f"views-{time.time_ns()}.jsonl")


def _fresh(path: Path) -> Iterator[Showing]:
    """The views of the file that are not too old; a line that was cut off is none."""
    since = timezone.now() - LONGEST
    for line in path.read_text(errors="replace").splitlines():
        try:
            facts = json.loads(line)
            facts |= {
                "at": datetime.fromisoformat(facts["at"]),
                "networks": tuple(facts["networks"]),
            }
            showing = Showing(**facts)
        except (ValueError, KeyError, TypeError):
            continue
        if showing.at and showing.at > since:
            yield showing


@contextlib.contextmanager
def _locked(name: str = "keeping") -> Iterator[Path]:
    folder = Path(settings.DATA_DIR) / "private" / "kept-views"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
