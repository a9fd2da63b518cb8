"""What timers did last, for the health page: small files per job in DATA_DIR/status."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

MOST_REASON = 300


def note(job, **facts):
    """The job has just ended well."""
    _write(job, "json", facts)
    for kind in ("began", "failed"):
        (_folder() / f"{job}.{kind}").unlink(missing_ok=True)


def begin(job):
    """The job starts, in this process."""
    _write(job, "began", {"pid": os.getpid()})


def fail(job, reason):
    """The job ended badly."""
    _write(job, "failed", {"reason": str(reason)[:MOST_REASON]})
    (_folder() / f"{job}.began").unlink(missing_ok=True)


def last(job):
    """`(when, facts)` of the job's last good end, or None."""
    return _read(job, "json")


def failure(job):
    """`(when, reason)` where the last try ended badly, else None."""
    found = _read(job, "failed")
    return found and (found[0], found[1].get("reason", ""))


def cut_off(job, longest):
    """When the job began that never ended: its process is gone, or it takes longer than `longest`."""
    found = _read(job, "began")
    if found is None:
        return None
    is_late = timezone.now() - found[0] > longest
    return found[0] if is_late or not _is_alive(found[1].get("pid")) else None


def in_future(when):
    """Whether a time was noted by a clock that was wrong, or is read by one."""
    return when - timezone.now() > timedelta(minutes=5)


def _is_alive(pid):
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (OSError, TypeError, ValueError):
        return False
    return True


def _write(job, kind, facts):
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{job}"
    unfinished.write_text(
        json.dumps({"at": timezone.now().isoformat(), **facts}, ensure_ascii=False)
    )
    unfinished.replace(folder / f"{job}.{kind}")


def _read(job, kind):
    try:
        facts = json.loads((_folder() / f"{job}.{kind}").read_text())
        return datetime.fromisoformat(facts.pop("at")), facts
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _folder():
    return Path(settings.DATA_DIR) / "status"
