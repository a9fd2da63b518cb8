"""What has to be done at regular times, whoever keeps the time.

On a server systemd's timers run each (`manage.py run_job NAME`). Where nobody does, the site itself
does (`operations.timekeeper`), so that one command is enough to run a portal.
"""

import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.utils import timezone

from operations import read_only, status
from pages.alone import alone

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A command, its Vietnamese name for the operator, and how often it is due."""

    title: str
    command: tuple
    every: timedelta
    is_quick: bool = False
    writes: bool = True
    """Whether it changes what read-only mode protects."""


def _backups():
    return str(Path(settings.DATA_DIR) / "backups")


_ALL = {
    "publishing": Job(
        "đăng và gỡ bài theo giờ hẹn", ("publish_scheduled",), timedelta(minutes=1), is_quick=True
    ),
    "kept-views": Job(
        "đếm lượt xem đã giữ lại", ("count_kept_views",), timedelta(minutes=5), is_quick=True
    ),
    "visits": Job("gộp số liệu truy cập", ("visits_rollup",), timedelta(hours=1)),
    "visits-check": Job("cộng lại số liệu truy cập", ("visits_check",), timedelta(days=1)),
    "visits-letters": Job("thư số liệu truy cập", ("visits_letters",), timedelta(days=1)),
    "search": Job("gộp chỉ mục tìm kiếm", ("tend_search",), timedelta(minutes=5), is_quick=True),
    "search-quality": Job("đo chất lượng tìm kiếm", ("measure_search",), timedelta(days=1)),
    "essentials": Job(
        "lưu bản tĩnh các trang thiết yếu", ("keep_essentials",), timedelta(hours=1), writes=False
    ),
    "manuscripts": Job(
        "làm nốt tệp Word, bỏ tệp gốc cũ", ("tend_manuscripts",), timedelta(hours=1)
    ),
    "old-portals": Job("bỏ tệp trang cũ đã nhập xong", ("tidy_old_portals",), timedelta(days=1)),
    "accounts": Job("khóa tài khoản lâu không dùng", ("lock_idle_accounts",), timedelta(days=1)),
    "sessions": Job("dọn phiên đăng nhập cũ", ("clearsessions",), timedelta(days=1)),
    "versions": Job("bỏ bản lưu cũ của bài", ("thin_versions",), timedelta(days=7)),
    "backup": Job("sao lưu", ("backup", "--into", _backups), timedelta(days=1), writes=False),
    "outside": Job(
        "chép bản sao lưu ra ngoài máy", ("copy_outside",), timedelta(days=1), writes=False
    ),
    "backup-check": Job(
        "thử khôi phục bản sao lưu", ("check_backup", _backups), timedelta(days=7), writes=False
    ),
    "outbox": Job(
        "gửi thư đang chờ", ("send_outbox",), timedelta(minutes=5), is_quick=True, writes=False
    ),
    "heartbeat": Job(
        "báo còn sống", ("send_heartbeat",), timedelta(minutes=10), is_quick=True, writes=False
    ),
    "letter": Job("báo cho người vận hành", ("tell_operator",), timedelta(days=1), writes=False),
}
JOBS = {name: job for name, job in _ALL.items() if job.command[0] in get_commands()}


def run(name):
    """Do one job and note its good end; what goes wrong is logged and raised.

    What writes waits for the end of read-only mode: it might be thrown away with an upgrade.
    """
    if JOBS[name].writes and read_only.is_on():
        return
    command, *words = JOBS[name].command
    _noted(lambda: status.begin(name))
    try:
        given = [word() if callable(word) else word for word in words]
        call_command(command, *given, verbosity=0, stdout=StringIO())
    except BaseException as error:
        logger.exception("job failed: %s", name)
        _noted(lambda reason=error: status.fail(name, reason or type(reason).__name__))
        raise
    _ended_here[name] = timezone.now()
    status.note(name)


_ended_here = {}
"""Good ends in this process: where nothing can be noted, a letter must not go out every minute."""


def _noted(note):
    """Where the disk is full the job itself may still be of use: a letter, a heartbeat."""
    with suppress(OSError):
        note()


LONGEST_PAUSE = timedelta(hours=1)
"""After a failure the next try waits a quarter of the job's interval, at most so long: not every minute."""


def run_due(do=run):
    """Do what is due, one after the other; one that fails does not keep the others from their turn."""
    with alone(_lock_file()) as first:
        for name in JOBS if first else ():
            if _is_due(name):
                with suppress(Exception):  # logged by `run`; it stays due
                    do(name)


def _is_due(name):
    failed = status.failure(name)
    if failed and timedelta(0) <= timezone.now() - failed[0] < min(
        JOBS[name].every / 4, LONGEST_PAUSE
    ):
        return False
    found = status.last(name)
    ended = [found[0]] if found else []
    ended += [_ended_here[name]] if name in _ended_here and not found else []
    return not any(timedelta(0) <= timezone.now() - when < JOBS[name].every for when in ended)


def _lock_file():
    """In DATA_DIR; where that cannot be written, beside it, so that somebody is told at all."""
    try:
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        return (Path(settings.DATA_DIR) / "jobs.lock").open("w")
    except OSError:
        return (Path(tempfile.gettempdir()) / f"portal-jobs-{os.getuid()}.lock").open("w")
