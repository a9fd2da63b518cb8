"""Keeps the time inside the site's own workers, where no systemd timer does (TIMERS=inside)."""

import logging
import subprocess
import sys
import time
from threading import Thread

from django.conf import settings
from django.db import connections

from operations import jobs

INTERVAL = 60.0

logger = logging.getLogger(__name__)


def start():
    """One thread per worker; a lock lets one of them work at a time."""
    Thread(target=_keep, name="timekeeper", daemon=True).start()


def _keep():
    while True:
        time.sleep(INTERVAL)
        try:
            jobs.run_due(_do)
        except Exception:
            logger.exception("timekeeper")
        finally:
            connections.close_all()


def _do(name):
    """Here what takes no time; in a process of its own what would hold up readers."""
    if jobs.JOBS[name].is_quick:
        jobs.run(name)
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_job", name]
    subprocess.run(command, check=True)  # noqa: S603 - our own manage.py
