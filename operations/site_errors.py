"""What went wrong inside the site, from its own log: the errors of the week, and whether there are too many."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

MOST_SHOWN = 20
MOST_LOG_BYTES = 2_000_000
"""Of the end of the log: the page must open also where it is large."""
MOST_A_DAY = 20
"""So many errors have a cause that readers or editors notice."""
_LEVELS = ("ERROR", "CRITICAL")


def of_the_week():
    """`[(when, what)]`, newest first."""
    return since(timezone.now() - timedelta(days=7))[::-1][:MOST_SHOWN]


def too_many():
    """A sentence where the last day had too many, else nothing."""
    found = since(timezone.now() - timedelta(days=1))
    if len(found) <= MOST_A_DAY:
        return ""
    return (
        f"{len(found)} lỗi máy chủ trong 24 giờ qua, lần cuối {timezone.localtime(found[-1][0]):%H:%M %d/%m/%Y}: "
        f"{found[-1][1][:100]}. Xem trang Máy chủ."
    )


def since(begin):
    """`[(when, what)]`, oldest first."""
    return [fact for fact in map(_fact, _log_lines()) if fact and fact[0] > begin]


def _fact(line):
    try:
        fact = json.loads(line)
        at = datetime.fromisoformat(fact["at"])
        is_error = fact.get("level") in _LEVELS and at.tzinfo is not None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    words = (fact.get("error"), fact.get("path"), fact.get("message"))
    return (at, " ".join(str(word) for word in words if word)[:200]) if is_error else None


def _log_lines():
    name = settings.LOGGING["handlers"]["lines"].get("filename")
    for path in (Path(f"{name}.1"), Path(name)) if name else ():
        try:
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - MOST_LOG_BYTES, 0))
                yield from file.read().decode(errors="replace").splitlines()
        except OSError:
            continue
