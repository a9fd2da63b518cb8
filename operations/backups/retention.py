"""Which backups stay: the last seven days, four weeks, twelve months; the newest always."""

import re
from datetime import datetime
from pathlib import Path

DAYS, WEEKS, MONTHS = 7, 4, 12
_NAME = re.compile(r"^sao-luu-(\d{8}-\d{6})\.tar\.gz$")


def file_name(moment):
    """`sao-luu-20261124-023000.tar.gz`, in commune time."""
    return f"sao-luu-{moment:%Y%m%d-%H%M%S}.tar.gz"


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


def _moment(text):
    return datetime.strptime(text, "%Y%m%d-%H%M%S")  # noqa: DTZ007 - as file names say it
