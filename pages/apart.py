"""Reads files that somebody sent in a process of its own, with bounds of processor, memory and time.

What reads pictures and office files is written in C and Rust for friendly files. A strange one may take a
minute, two gigabytes or the whole process along; here it takes a child, and the person is told so in a
sentence. The child of a picture gets no secret of the site with its environment.
"""

import logging
import os
import pickle
import resource
import subprocess
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS_TO_START = 20
"""By the clock, on a busy machine, until a new process is at its work."""
MOST_ANSWER = 256 * 1024**2
"""Bytes of an answer that are unpacked here."""
_PLAIN = {
    "builtins": {"set", "frozenset", "bytearray"},
    "collections": {"OrderedDict", "defaultdict", "Counter"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "django.core.exceptions": {"ValidationError"},
}
"""Classes that an answer may hold beside those of the reader's own rooms."""
_START = "from pages.apart import answer; answer()"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use: seconds of the processor, bytes of memory; by the clock `SECONDS_TO_START` more."""

    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Reader:
    """`module.function`, what it may use, and what of its errors and answers comes back.

    `rooms` are the beginnings of the modules whose classes may stand in an answer; `with_site` readers know
    the models, for which the child loads all apps (a second).
    """

    path: str
    bounds: Bounds
    rooms: tuple[str, ...] = ()
    with_site: bool = False


class TooMuchError(Exception):
    """The child met a bound, or fell: the file is not to be read."""


class _Unforeseen(Exception):  # noqa: N818 - carries the child's traceback into the log
    pass


def read_apart(reader: Reader, *given: Any) -> Any:
    """`reader(*given)`, done by a child; its errors are raised here, `TooMuchError` where it met a bound.

    The arguments and the answer are plain values, dates and the classes of `reader.rooms`.
    """
    if not settings.READS_APART:
        return _function(reader.path)(*given)
    good, told = _answer_of(reader, pickle.dumps((reader, given)))
    if good:
        return told
    if isinstance(told, _Unforeseen):
        logger.error("a file was not read: %s\n%s", reader.path, told)
        raise TooMuchError
    raise told


def _answer_of(reader: Reader, asked: bytes) -> tuple[bool, Any]:
    clock = SECONDS_TO_START + reader.bounds.seconds
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-c", _START], input=asked, capture_output=True, timeout=clock, check=True,
            cwd=settings.BASE_DIR, env=_environment(reader),
        )  # fmt: skip
        if len(done.stdout) > MOST_ANSWER:
            raise TooMuchError
        return _Answer(BytesIO(done.stdout), reader.rooms).load()
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError) as error:
        logger.warning("a file was not read: %s: %s", reader.path, type(error).__name__)
        raise TooMuchError from error


def _environment(reader: Reader) -> dict[str, str]:
    if reader.with_site:
        return dict(os.environ)
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}


def _function(path: str) -> Any:
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)


class _Answer(pickle.Unpickler):
    """An answer of plain values: a child that a file has taken over cannot make us run anything."""

    def __init__(self, file: BytesIO, rooms: tuple[str, ...]) -> None:
        super().__init__(file)
        self.rooms = rooms

    def find_class(self, module: str, name: str) -> Any:
        """Only classes, of the rooms that the reader names; no functions."""
        known = name in _PLAIN.get(module, ()) or (module, name) == (__name__, "_Unforeseen")
        if not known and not (module.startswith(self.rooms) and "." not in name):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def answer() -> None:
    """The child's whole life: take the question, bind itself, read, answer, end."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    reader, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    if reader.with_site:
        import django

        django.setup()
    read = _function(reader.path)
    _bind(reader.bounds)
    try:
        told = (True, read(*given))
    except Exception as error:  # said to whoever sent the file, or written into the parent's log
        told = (False, error if _comes_back(error, reader.rooms) else _Unforeseen(_trace(error)))
    pickle.dump(told, out)
    out.close()


def _bind(bounds: Bounds) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + bounds.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _comes_back(error: Exception, rooms: tuple[str, ...]) -> bool:
    kind = type(error)
    return kind.__name__ in _PLAIN.get(kind.__module__, ()) or kind.__module__.startswith(rooms)


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))[-4000:]
