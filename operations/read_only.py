"""Read-only mode: while something is being repaired, residents read on and nobody writes.

Decree 224/2026 Đ13.2 wants the essential information kept up. The mode is one small file that every
process looks at with the next request. It says whose it is, why, and when it ends: a mode that
somebody forgot, or whose process was killed, ends by itself. `bin/install` writes the same file.
"""

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

LONGEST = timedelta(hours=24)
"""Decree 224/2026 wants longer stops announced seven working days ahead; who needs more says so again."""
WITHOUT_AN_END = timedelta(hours=1)
"""How long a file that says nothing (made by hand) is believed, from its own time stamp."""


@dataclass(frozen=True, slots=True)
class Mode:
    """Who wants that nobody writes, why, and until when."""

    owner: str
    reason: str
    since: datetime
    until: datetime

    def __str__(self):
        """As the operator reads it."""
        since, until = timezone.localtime(self.since), timezone.localtime(self.until)
        return (
            f"Đang ở chế độ chỉ đọc từ {since:%H:%M %d/%m/%Y} ({self.owner}: {self.reason}); "
            f"tự hết lúc {until:%H:%M %d/%m/%Y}."
        )


def flag():
    """The file whose presence turns the mode on."""
    return Path(settings.DATA_DIR) / "read-only"


def is_on():
    """Whether nobody may write now; one `stat` while the mode is off."""
    return current() is not None


def current():
    """The `Mode` in force, None when there is none or when it has ended."""
    try:
        stamp = flag().stat().st_mtime
    except OSError:
        return None
    mode = _read(stamp)
    now = datetime.now(UTC)
    # Begun in the future: the clock was wrong then or is now; nobody is locked out for that.
    return mode if mode.since - timedelta(minutes=1) <= now < mode.until else None


def begin(owner, reason, length):
    """Turn the mode on for `length`, at most LONGEST."""
    since = int(time.time())
    facts = {
        "owner": owner,
        "reason": reason,
        "since": since,
        "until": since + int(min(length, LONGEST).total_seconds()),
    }
    draft = flag().with_name(f"read-only.{os.getpid()}")
    draft.write_text(json.dumps(facts, ensure_ascii=False))
    draft.replace(flag())
    return current()


def end():
    """Turn it off."""
    flag().unlink(missing_ok=True)


def _read(stamp):
    try:
        facts = json.loads(flag().read_text())
        since, until = (datetime.fromtimestamp(facts[name], UTC) for name in ("since", "until"))
        return Mode(str(facts["owner"]), str(facts["reason"]), since, min(until, since + LONGEST))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        since = datetime.fromtimestamp(stamp, UTC)
        return Mode("không rõ ai", "không ghi lý do", since, since + WITHOUT_AN_END)
