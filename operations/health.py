"""`/suc-khoe/song` and `/suc-khoe/san-sang`: is the process alive, is the site ready.

For the service manager, the proxy and the operator's monitor. "Ready" is refused (503) only where
pages cannot be made; what merely needs somebody's hand is a warning with 200.
"""

import json
import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse
from django.utils import timezone

from operations import jobs, read_only, status

LEAST_FREE_BYTES = 500 * 1024 * 1024
LEAST_VALIDITY = timedelta(days=14)
"""certbot renews thirty days before the end; two weeks of failures are for a person to look at."""

_known = {}


class HealthMiddleware:
    """Answers before hosts, redirects and sessions are looked at; asks the database only when told."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Alive, ready, or somebody else's request."""
        if not request.path_info.startswith("/suc-khoe/"):
            return self.get_response(request)
        if request.path_info == "/suc-khoe/song":
            return _answer("song\n", 200, "text/plain")
        if request.path_info == "/suc-khoe/san-sang":
            return _ready()
        return self.get_response(request)


def _ready():
    facts = report()
    bad = facts["stops"]
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    return _answer(text, 503 if bad else 200, "application/json")


def _answer(text, status_code, kind):
    response = HttpResponse(text, status=status_code, content_type=kind)
    response.headers["Cache-Control"] = "no-store"
    return response


def report(leave_out=None):
    """`{"ready", "version", "release", "stops", "warnings"}`: what stops the site, and what the operator should look at.

    The job named `leave_out` is not told of.
    """
    stops = [text for text in (_database(), _migrations()) if text]
    warnings = [
        text
        for text in (_read_only(), _cache(), _disk(), _certificate(), *_jobs(leave_out))
        if text
    ]
    return {
        "ready": not stops,
        "version": settings.VERSION,
        "release": settings.BASE_DIR.resolve().name,
        "stops": stops,
        "warnings": warnings,
    }


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        connection.close()
        return "Không nối được cơ sở dữ liệu."
    return ""


def _migrations():
    """Looked at until all are applied, then never again in this process."""
    if _known.get("migrated"):
        return ""
    try:
        loader = MigrationLoader(connection)
    except Exception:
        return ""
    if set(loader.disk_migrations) - set(loader.applied_migrations):
        return "Cơ sở dữ liệu chưa được nâng cấp: chạy manage.py migrate."
    _known["migrated"] = True
    return ""


def _read_only():
    return str(read_only.current() or "")


def _cache():
    if not settings.SHARED_CACHE:
        return ""
    try:
        caches["shared"].set("suc-khoe", 1, 10)
    except Exception:
        return "Không nối được máy chủ bộ nhớ đệm (CACHE_URL); trang vẫn chạy, chậm hơn."
    return ""


def _disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE_BYTES:
        return f"Ổ đĩa sắp đầy: còn {free // 1024**2} MB cho {settings.DATA_DIR}."
    return ""


def _certificate():
    """What is wrong with nginx's certificate; nothing where none is on this machine."""
    command = ["openssl", "x509", "-noout", "-enddate", "-subject", "-issuer", "-in"]
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command; the file is the operator's
            [*command, settings.CERTIFICATE_FILE], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    end, subject, issuer = (line.partition("=")[2].strip() for line in told.stdout.splitlines()[:3])
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC)
    if until - timezone.now() < LEAST_VALIDITY:
        return f"Chứng thư hết hạn lúc {timezone.localtime(until):%H:%M %d/%m/%Y}: xem docs/van-hanh.md."
    if subject == issuer:
        return "Chứng thư tự ký, trình duyệt báo không an toàn: chạy bin/install --acme."
    return ""


def _jobs(leave_out):
    """Jobs whose last good end is more than twice their interval ago."""
    for name, job in jobs.JOBS.items():
        if name == leave_out:
            continue
        ended = status.last(name)
        if ended is None:
            yield f"Việc định kỳ “{job.title}” chưa chạy lần nào."
        elif timezone.now() - ended[0] > 2 * job.every + timedelta(minutes=5):
            yield f"Việc định kỳ “{job.title}” không chạy từ {timezone.localtime(ended[0]):%H:%M %d/%m/%Y}."
