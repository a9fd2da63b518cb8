"""What the site writes about itself: one JSON object per line, a request's id in each, nobody's data.

No address, no browser, no cookie, no query and no form field is ever written: a log that holds none
needs no permission, no retention schedule and no care (Law 91/2025 on personal data).
"""

import json
import logging
import re
import secrets
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.utils.log import AdminEmailHandler

request_id = ContextVar("request_id", default="")

_KNOWN_ID = re.compile(r"^[0-9a-f]{16,64}$")
SAME_LETTER_SECONDS = 600
"""The same fault is mailed once in this time; the log has every one."""


class RequestIdMiddleware:
    """Gives every request an id: nginx's where a trusted proxy sent one, else a new one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The id is in every line logged meanwhile, and on the answer."""
        sent = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = sent if _KNOWN_ID.match(sent) else secrets.token_hex(16)
        token = request_id.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = request.id
        return response


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON; line breaks and control characters are escaped by it."""

    def format(self, record):
        """`at`, `level`, `logger`, `message`, and what applies of `request`, `path`, `status`, `error`."""
        return json.dumps(described(record), ensure_ascii=False, default=str)


def described(record):
    """The record as a dictionary without anything about a person."""
    facts = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
        "request": request_id.get() or getattr(getattr(record, "request", None), "id", ""),
    }
    if request := getattr(record, "request", None):
        facts |= {"method": getattr(request, "method", ""), "path": getattr(request, "path", "")}
    if hasattr(record, "status_code"):
        facts["status"] = record.status_code
    if record.exc_info and record.exc_info[0]:
        facts["error"] = record.exc_info[0].__name__
        facts["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(record.exc_info[2])
        ]
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _message(record):
    """Without the query, which may hold what somebody searched for."""
    return re.sub(r"\?\S*", "?…", record.getMessage())


class ErrorLetterHandler(AdminEmailHandler):
    """Tells the operator of a fault: what the log says, and never what the reader sent."""

    _sent: dict[tuple[str, ...], float] = {}

    def emit(self, record):
        """One letter per kind of fault in SAME_LETTER_SECONDS."""
        facts = described(record)
        kind = (facts["logger"], facts.get("error", facts["message"]), *facts.get("where", [])[-1:])
        if time.monotonic() - self._sent.get(kind, -SAME_LETTER_SECONDS) < SAME_LETTER_SECONDS:
            return
        self._sent[kind] = time.monotonic()
        subject = f"Lỗi {facts.get('error', facts['level'])} ({settings.PUBLIC_URL})"
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        self.send_mail(subject, text, fail_silently=True)


def configuration(file=""):
    """Django's LOGGING: to standard error, or to a file that logrotate may move away."""
    target: dict[str, object] = {"class": "logging.StreamHandler"}
    if file:
        target = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": file,
            "delay": True,
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
        "handlers": {
            "lines": {**target, "formatter": "json"},
            "letters": {"()": "portal.logs.ErrorLetterHandler", "level": "ERROR"},
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["lines", "letters"], "level": "WARNING", "propagate": False},
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            "portal": {"handlers": ["lines", "letters"], "level": "INFO", "propagate": False},
        },
    }
