"""`/suc-khoe/song` and `/suc-khoe/san-sang`: is the process alive, is the site ready.

For the service manager, the proxy and the operator's monitor. "Ready" is refused (503) only where
pages cannot be made; what merely needs somebody's hand is a warning with 200.
"""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse

from operations import findings, metrics

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
        if request.path_info == "/suc-khoe/so-do" and metrics.may_read(request):
            return _answer(metrics.text(report()), 200, "text/plain; version=0.0.4")
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
    warnings = [text for text in findings.all_of_them(leave_out) if text]
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
    except Exception:  # every driver has its own
        connection.close()
        return "Không nối được cơ sở dữ liệu."
    return ""


def _migrations():
    """Looked at until all are applied, then never again in this process."""
    if _known.get("migrated"):
        return ""
    try:
        loader = MigrationLoader(connection)
    except Exception:  # a database that is away is told by the check above
        return ""
    if set(loader.disk_migrations) - set(loader.applied_migrations):
        return "Cơ sở dữ liệu chưa được nâng cấp: chạy manage.py migrate."
    _known["migrated"] = True
    return ""


def unknown_migrations():
    """Changes of the database by a newer release than this one: `["news.0007_…"]`; its rows might be lost on it."""
    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if not _is_a_librarys(config)}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in unknown if app in ours)


def _is_a_librarys(config):
    return not Path(config.path).is_relative_to(settings.BASE_DIR) or ".venv" in config.path
