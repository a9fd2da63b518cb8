"""Work that the site starts and that one process of its own does at a time: reading what was sent in.

A heavy file takes a minute: no proxy waits so long, and nobody has to keep the browser open. The process has
bounds of its own: a file that asks for more takes it along, never a worker that readers wait for.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from time import time

from django.conf import settings

from pages.alone import alone

SECONDS_TO_START = 60
"""A busy machine needs as long until a new process is at its work; until then no second one is started."""
_MADE_FOR_IT = "PORTAL_ERRAND"
"""In the environment of a process that `Errand.begin` started."""
MEMORY = 2 * 1024**3
"""Bytes that such a process may ask for."""


@dataclass(frozen=True, slots=True)
class Errand:
    """`manage.py COMMAND`, at which never two processes are; its lock and mark lie in `folder`, named `name`."""

    command: tuple[str, ...]
    folder: Path
    name: str

    def begin(self, here: Callable[[], object]) -> None:
        """See to it that somebody is at it; `here` and now where the settings say so."""
        if not settings.IMPORTS_IN_BACKGROUND:
            here()
        elif not self.is_being_done():
            self.mark.touch()
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *self.command]
            subprocess.Popen(  # noqa: S603 - our own manage.py
                command,
                env=os.environ | {_MADE_FOR_IT: "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def mark(self) -> Path:
        """The mark of a process that was started, with the time; `done` takes it away."""
        return self.folder / f"{self.name}.begun"

    def done(self) -> None:
        """Whoever was at it has finished."""
        self.mark.unlink(missing_ok=True)

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no other process is at it."""
        return alone((self.folder / f"{self.name}.lock").open("w"))

    def is_being_done(self) -> bool:
        """Whether a process is at it, or was started for it just now."""
        if self.mark.exists() and time() - self.mark.stat().st_mtime < SECONDS_TO_START:
            return True
        with self.alone() as free:
            return not free


def bound_this_process() -> None:
    """From now on this process may ask for `MEMORY` at most; the commands of errands call it first.

    Only where it was made for the errand: workers and an operator's shell stay as they are.
    """
    if _MADE_FOR_IT in os.environ:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def allow(seconds: int) -> None:
    """Give what comes next so many seconds of the processor; the system ends the process that takes more.

    Unlike a request's deadline it also ends an expression that never comes back to Python.
    """
    if _MADE_FOR_IT in os.environ:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
