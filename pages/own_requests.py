"""Requests that the site sends to itself, and that therefore count for nothing."""

import io
from typing import Any

from django.http import HttpRequest

MARK = "own-request"
"""In the WSGI environment of such a request; no header of a reader can have this name."""


def environ(scheme: str, host: str, path: str, query: str) -> dict[str, Any]:
    """The WSGI environment (PEP 3333) of a GET that the site sends to itself; `path` with its letters as read."""
    name, _, port = host.partition(":")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),  # as PEP 3333 wants it
        "QUERY_STRING": query,
        "SERVER_NAME": name or "localhost",
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        MARK: True,
    }


def is_own(request: HttpRequest) -> bool:
    """Whether it is not a reader who asks."""
    return MARK in request.META
