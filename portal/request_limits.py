"""Turns away requests that no browser in good faith sends, before anything is read or queried.

NUL bytes raise inside both databases, bad UTF-8 and endless queries only cost; a body over the
limit is refused by its declared length, so that a 200 MB upload is not first written to disk.
"""

from urllib.parse import unquote_to_bytes

from django.conf import settings

from portal import errors

MAX_QUERY_BYTES = 2_000
MAX_PATH_BYTES = 2_000


class RequestLimitsMiddleware:
    """Answers 400, 413 or 414 in Vietnamese; everything else passes untouched."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Refuse or pass on."""
        refusal = _refusal(request)
        return errors.plain_page(request, refusal) if refusal else self.get_response(request)


def _refusal(request):
    query = request.META.get("QUERY_STRING", "")
    in_admin = request.path_info.startswith(f"/{settings.ADMIN_PATH}")
    if _body_length(request) > settings.MAX_REQUEST_BYTES:
        return 413
    if len(request.path_info.encode("utf-8", "surrogateescape")) > MAX_PATH_BYTES:
        return 414
    if len(query) > MAX_QUERY_BYTES and not in_admin:
        return 414
    if "\x00" in request.path_info or not _is_clean_utf8(query) or _has_nul_cookie(request):
        return 400
    return None


def _has_nul_cookie(request):
    r"""`sessionid="\\000…"`: unquoted to NUL, which PostgreSQL then refuses as a session's key."""
    return any("\x00" in value for value in request.COOKIES.values())


def _body_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_clean_utf8(query):
    raw = unquote_to_bytes(query.replace("+", " "))
    if b"\x00" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
