"""Which backups stay: the last seven days, four weeks, twelve months; the newest always.

Pruned before a new one is written, by age and, where the disk is short, by space.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from operations.backups.making import NoRoomError, media_names
from operations.backups.store import Known, Store, free_bytes, list_file, needed_by

DAYS, WEEKS, MONTHS = 7, 4, 12
LEAST = 2
"""However short the disk is, so many stay."""
BEFORE_KEPT = 3
BEFORE_DAYS = 30
"""Of what was kept before an upgrade or a restore: so many, and for so long."""
RESERVE_BYTES = 200 << 20
"""What the site itself needs to go on."""
_NAME = re.compile(r"^sao-luu-(\d{8}-\d{6})\.tar\.gz(\.age)?$")
_BEFORE = re.compile(r"^truoc-[a-z-]+-.*\.(dump|age|gz)$")


def file_name(moment):
    """`sao-luu-20261124-023000.tar.gz.age`, in commune time."""
    return f"sao-luu-{moment:%Y%m%d-%H%M%S}.tar.gz.age"


def backups_in(folder):
    """(moment, path) of the folder's backups, newest first; other files are none of ours."""
    named = [(path, _NAME.match(path.name)) for path in Path(folder).iterdir()]
    found = [(_moment(match[1]), path) for path, match in named if match]
    return sorted(found, reverse=True)


def to_delete(backups):
    """Paths that no rule keeps; of each day, week and month the newest stays."""
    kept = {path for _, path in backups[:1]}
    for length, period in ((DAYS, "%Y%m%d"), (WEEKS, "%G%V"), (MONTHS, "%Y%m")):
        newest = {}
        for moment, path in backups:
            newest.setdefault(moment.strftime(period), path)
        kept.update(list(newest.values())[:length])
    return [path for _, path in backups if path not in kept]


def make_room(folder, now):
    """Delete what is too old, then what must go for a new backup to fit; gives the paths that went.

    Raises NoRoomError, naming the folder, where it does not fit all the same.
    """
    gone = [*to_delete(backups_in(folder)), *_old_ones_from_before(folder, now)]
    _delete(gone)
    while free_bytes(folder) < (needed := needed_bytes(folder)):
        backups = backups_in(folder)
        if len(backups) <= LEAST:
            raise NoRoomError(
                28,
                f"chỉ còn {free_bytes(folder) >> 20} MB, bản sao lưu cần khoảng {needed >> 20} MB. "
                f"Dọn bớt {folder} hoặc thêm đĩa",
            )
        _delete([backups[-1][1]])
        gone.append(backups[-1][1])
        sweep(folder)
    return gone


def sweep(folder):
    """Throw away contents that no backup names any more."""
    needed = needed_by(path for _, path in backups_in(folder))
    return Store(folder).sweep(needed) if needed is not None else 0


def needed_bytes(folder):
    """What a new backup will take: rows as last time and a third more, and contents that are new."""
    sizes = [path.stat().st_size for _, path in backups_in(folder)[:1]]
    known = Known(Store(folder))
    new = sum(_size(name) for name in media_names() if known.digest(name) is None)
    return sum(sizes) * 4 // 3 + new + RESERVE_BYTES


def _size(name):
    from django.core.files.storage import default_storage

    try:
        return default_storage.size(name)
    except FileNotFoundError:
        return 0


def _old_ones_from_before(folder, now):
    """Copies made before upgrades and restores, newest first, past their number or their day."""
    found = [path for path in Path(folder).iterdir() if _BEFORE.match(path.name)]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    oldest = (now - timedelta(days=BEFORE_DAYS)).timestamp()
    return [
        path for n, path in enumerate(found) if n >= BEFORE_KEPT or path.stat().st_mtime < oldest
    ]


def _delete(paths):
    for path in paths:
        path.unlink(missing_ok=True)
        list_file(path).unlink(missing_ok=True)


def default_folder():
    """Where this machine keeps its backups."""
    return Path(settings.DATA_DIR) / "backups"


def _moment(text):
    return datetime.strptime(text, "%Y%m%d-%H%M%S")  # noqa: DTZ007 - as file names say it
