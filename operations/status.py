"""What timers did last, for the health page: one small file per job in DATA_DIR/status."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def note(job, **facts):
    """The job has just ended well."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{job}"
    unfinished.write_text(
        json.dumps({"at": timezone.now().isoformat(), **facts}, ensure_ascii=False)
    )
    unfinished.replace(folder / f"{job}.json")


def last(job):
    """`(when, facts)` of the job's last good end, or None."""
    try:
        facts = json.loads((_folder() / f"{job}.json").read_text())
        return datetime.fromisoformat(facts.pop("at")), facts
    except (OSError, ValueError, KeyError):
        return None


def _folder():
    return Path(settings.DATA_DIR) / "status"
