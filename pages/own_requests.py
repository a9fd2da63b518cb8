"""Requests that the site sends to itself, and that therefore count for nothing."""

from django.http import HttpRequest

MARK = "own-request"
"""In the WSGI environment of such a request; no header of a reader can have this name."""


def is_own(request: HttpRequest) -> bool:
    """Whether it is not a reader who asks."""
    return MARK in request.META
