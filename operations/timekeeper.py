"""Keeps the time inside the site's own workers, where no systemd timer does.

With TIMERS=outside it only watches: where the machine's timers do nothing for half an hour, it does the
jobs itself and says so, for what nobody runs is missed by nobody.
"""

import logging
import subprocess
import sys
import time
from datetime import timedelta
from threading import Thread

from django.conf import settings
from django.db import connections
from django.utils import timezone

from operations import jobs, status

INTERVAL = 60.0
SILENCE = timedelta(minutes=30)
"""After so long without the job of every minute (`run_job` notes it) nobody outside keeps the time."""

logger = logging.getLogger(__name__)


_watching_since = None


def start():
    """One thread per worker; a lock lets one of them work at a time."""
    global _watching_since  # noqa: PLW0603 - of this process
    _watching_since = timezone.now()
    Thread(target=_keep, name="timekeeper", daemon=True).start()


def _keep():
    while True:
        time.sleep(INTERVAL)
        try:
            if settings.TIMERS_INSIDE or _nobody_else_does():
                jobs.run_due(_do)
        except Exception:  # one job that fails does not end the others' clock
            logger.exception("timekeeper")
        finally:
            connections.close_all()


def _nobody_else_does():
    """Whether the timers of the machine sleep; noted, so that health tells of it."""
    heard = status.last("timers")
    since = max(filter(None, [_watching_since, heard and heard[0]]), default=timezone.now())
    if timezone.now() - since < SILENCE:
        return False
    status.note("taken-over")
    return True


def _do(name):
    """Here what takes no time; in a process of its own what would hold up readers."""
    if jobs.JOBS[name].is_quick:
        jobs.run(name)
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_job", name]
    subprocess.run(command, check=True)  # noqa: S603 - our own manage.py
