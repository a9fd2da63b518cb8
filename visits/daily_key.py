"""The random key of the day, without which no visitor can be recognised; destroyed when the day ends.

It lies in a file of its own under DATA_DIR/private, never in the database: so no dump, WAL or backup
holds it, all worker processes share it, and it outlives a restart or a kill -9 within the day. The
folder must stay out of backups (docs/decisions/030).
"""

import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
_PREFIX = "visitor-key-"
_ONE_DAY = timedelta(days=1)
_lock = threading.Lock()
_held: dict[Path, tuple[date, bytes]] = {}
"""This process's copy: `{folder: (day, key)}`, one entry."""


def key_for(today: date) -> tuple[date, bytes]:
    """(day, key) for `today`; the day is tomorrow's while a clock is set back over midnight.

    A key that is gone stays gone: stepping back must not make a second key for a day, which would
    count its visitors again. A key more than a day ahead comes from a wrong clock and is dropped.
    Raises OSError where the folder cannot be written.
    """
    folder = _folder()
    with _lock:
        held = _held.get(folder)
        if held is None or not today <= held[0] <= today + _ONE_DAY:
            held = _from_disk(folder, today)
            _held.clear()
            _held[folder] = held
    return held


def destroy_old(today: date) -> None:
    """Delete every key that is not today's (or tomorrow's, see above), and half-written ones."""
    with _locked(_folder()) as folder:
        _destroy_old(folder, today)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "private"


@contextmanager
def _locked(folder: Path) -> Iterator[Path]:
    """Only one process at a time; the kernel lets go of the lock when a process dies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _from_disk(folder: Path, today: date) -> tuple[date, bytes]:
    with _locked(folder):
        _destroy_old(folder, today)
        found = map(_day_of, folder.glob(f"{_PREFIX}*"))
        days = [day for day in found if day is not None]
        day = max(days, default=today)
        path = folder / f"{_PREFIX}{day.isoformat()}"
        if not days:
            _write_whole(path, secrets.token_bytes(KEY_BYTES))
        return day, path.read_bytes()


def _destroy_old(folder: Path, today: date) -> None:
    for path in folder.glob(f"{_PREFIX}*"):
        day = _day_of(path)
        if day is None or not today <= day <= today + _ONE_DAY:
            path.unlink(missing_ok=True)


def _write_whole(path: Path, key: bytes) -> None:
    """The file appears with all its bytes or not at all."""
    draft = path.with_name(f"{_PREFIX}draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    draft.rename(path)


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.name.removeprefix(_PREFIX))
    except ValueError:
        return None
