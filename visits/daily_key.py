"""The random key of the day, without which no visitor can be recognised; destroyed when the day ends.

It lies in a file of its own under DATA_DIR/private, never in the database: so no dump, WAL or backup
holds it, all worker processes share it, and it outlives a restart or a kill -9 within the day. The
folder must stay out of backups (docs/decisions/030).
"""

import os
import secrets
import threading
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
_PREFIX = "visitor-key-"
_ONE_DAY = timedelta(days=1)
_lock = threading.Lock()
_held = {}
"""This process's copy: `{folder: (day, key)}`, one entry."""


def key_for(today):
    """(day, key) for `today`; the day is tomorrow's while a clock is set back over midnight.

    A key that is gone stays gone: stepping back must not make a second key for a day, which would
    count its visitors again. A key more than a day ahead comes from a wrong clock and is dropped.
    Raises OSError where the folder cannot be written.
    """
    folder = _folder()
    with _lock:
        day, key = _held.get(folder, (None, None))
        if day is None or not today <= day <= today + _ONE_DAY:
            day, key = _from_disk(folder, today)
            _held.clear()
            _held[folder] = day, key
    return day, key


def destroy_old(today):
    """Delete every key that is not today's (or tomorrow's, see above), and half-written ones."""
    folder = _folder()
    for path in folder.glob(f"{_PREFIX}*"):
        day = _day_of(path)
        if day is None or not today <= day <= today + _ONE_DAY:
            path.unlink(missing_ok=True)


def _folder():
    return Path(settings.DATA_DIR) / "private"


def _from_disk(folder, today):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    destroy_old(today)
    usable = sorted(day for day in map(_day_of, folder.glob(f"{_PREFIX}*")) if day)
    day = usable[-1] if usable else today
    path = folder / f"{_PREFIX}{day.isoformat()}"
    if not usable:
        _write_once(path)
    return day, path.read_bytes()


def _write_once(path):
    """Make the file with a fresh key, whole or not at all; the first of several processes wins."""
    draft = path.with_name(f"{_PREFIX}draft-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(KEY_BYTES))
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _day_of(path):
    try:
        return date.fromisoformat(path.name.removeprefix(_PREFIX))
    except ValueError:
        return None
