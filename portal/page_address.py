"""Which part of an address says what is shown, and which part is only somebody's trail."""

import re
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

MAX_QUERY_LENGTH = 64
"""Longer queries are never kept: nothing that the allowed names need is as long."""

_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|qr|fbclid|gclid|zarsrc|_zsource)=[^&]*")
"""What Facebook, Zalo and Google hang on an address when somebody shares an article."""


def drop_tracking(request: HttpRequest) -> None:
    """Take tracking marks off the query before anything reads it.

    No reader's mark is ever shown to another, and a shared article is the same page for everybody.
    """
    query = request.META.get("QUERY_STRING", "")
    if query and "=" in query:
        request.META["QUERY_STRING"] = _TRACKING.sub("", query).lstrip("&")


def has_allowed_query(request: HttpRequest) -> bool:
    """Whether the query holds nothing but settings.PAGE_CACHE_QUERY, each at most once."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return True
    if len(query) > MAX_QUERY_LENGTH:
        return False
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    return len(names) == len(set(names)) and settings.PAGE_CACHE_QUERY.issuperset(names)


def parts(request: HttpRequest) -> tuple[str, str]:
    """`(path, query)` as they came in."""
    return request.path_info, request.META.get("QUERY_STRING", "")
