"""Whether scheduled publishing runs: the last run of `manage.py publish_scheduled`, kept and judged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from desk.models import ScheduleRun

NAME = "publish_scheduled"
LATE_AFTER = timedelta(minutes=15)
"""The timer runs every minute; a quarter of an hour without one means that it stands still."""


@dataclass(frozen=True, slots=True)
class ScheduleHealth:
    """What the desk and `/suc-khoe/` are told."""

    last_run: datetime | None
    """When it last came to its end; None if never."""
    error: str = ""
    """What went wrong since then."""

    @property
    def is_late(self):
        """Whether articles with a set hour will not come out on time."""
        return self.last_run is None or timezone.now() - self.last_run > LATE_AFTER

    @property
    def is_well(self):
        """Whether nothing needs to be done."""
        return not self.is_late and not self.error


def health():
    """The state of scheduled publishing; one query."""
    run = ScheduleRun.objects.filter(name=NAME).first()
    if run is None:
        return ScheduleHealth(None)
    failed = run.failed_at and (run.finished_at is None or run.failed_at > run.finished_at)
    return ScheduleHealth(run.finished_at, run.message if failed else "")


def note_success(message):
    """The run came to its end."""
    _note(finished_at=timezone.now(), message=message)


def note_failure(error):
    """The run broke off."""
    _note(failed_at=timezone.now(), message=f"{type(error).__name__}: {error}"[:300])


def _note(**values):
    ScheduleRun.objects.update_or_create(name=NAME, defaults=values)
