"""Ready-made pages for anonymous readers, and only for them.

A page is kept under the generation token (`pages.generation`), so any change that may show makes
all of them old at once. Kept is only what anybody may see: the answer to a GET without cookie,
without authorization, with no query but the allowed one, of status 200, that sets no cookie, varies
by nothing but the encoding and was not marked private. Everything else passes through.
Why not Django's cache middleware (seven advisories in 2026): docs/decisions/061.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from pages import generation
from portal import encodings, page_address

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]
PROXY_SECONDS = 4
"""How long a proxy in front may serve a page without asking; twice that while it asks.

A page that was taken down goes only then, since nothing is kept in its place: eight seconds at most."""
KEPT_SECONDS = 86_400
"""How long an old page stays at hand for the time when the database is away."""

_PRIVATE = {"private", "no-store", "no-cache"}
_NOT_MODIFIED = ("ETag", "Cache-Control", "Vary")
"""What a 304 repeats (RFC 9110 §15.4.5)."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it was sent: `kept_at` and `fresh_for` in seconds (epoch, duration)."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    kept_at: float
    fresh_for: float

    @property
    def is_fresh(self) -> bool:
        """Also false where the clock was stepped back behind the page's making."""
        return 0 <= time.time() - self.kept_at < self.fresh_for

    def answer(self, request: HttpRequest, state: str) -> HttpResponse:
        """The response, or 304 where the reader has it already."""
        headers = dict(self.headers)
        if headers["ETag"] in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
            response: HttpResponse = HttpResponseNotModified()
            headers = {name: headers[name] for name in _NOT_MODIFIED if name in headers}
        else:
            response = HttpResponse(b"" if request.method == "HEAD" else self.body)
        for name, value in headers.items():
            response.headers[name] = value
        response.headers["X-Page-Cache"] = state
        return response


class PageCacheMiddleware:
    """Stands before everything that reads a session, a site or the database."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory, or pass on and keep the answer."""
        page_address.drop_tracking(request)
        if not (settings.PAGE_CACHE and may_be_asked(request)):
            return _passed_on(request, self.get_response(request))
        encoding = encodings.accepted(request)
        key = _key(request, encoding)
        kept: KeptPage | None = caches["pages"].get(key)
        if kept and kept.is_fresh:
            return kept.answer(request, "hit")
        response = self.get_response(request)
        if response.status_code >= 500 and kept:
            return kept.answer(request, "stale")
        if not (isinstance(response, HttpResponse) and may_be_kept(request, response)):
            return _passed_on(request, response)
        kept = _kept(request, response, encoding)
        caches["pages"].set(key, kept, KEPT_SECONDS)
        return kept.answer(request, "miss")


def may_be_asked(request: HttpRequest) -> bool:
    """Whether the request is one that everybody could have sent."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("HTTP_COOKIE")
        and not request.META.get("HTTP_AUTHORIZATION")
        and page_address.has_allowed_query(request)
    )


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether everybody may be shown this answer."""
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and "CSRF_COOKIE" not in request.META  # a form with a token was rendered
        and not _PRIVATE & _directives(response)
        and _varies_by(response) <= {"accept-encoding"}
    )


def _key(request: HttpRequest, encoding: str) -> str:
    host = str(request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", ""))).lower()
    seen = (
        generation.current(),
        request.scheme or "",
        host,
        *page_address.parts(request),
        encoding,
    )
    return hashlib.blake2b(
        "\x00".join(seen).encode("utf-8", "surrogateescape"), digest_size=20
    ).hexdigest()


def _kept(request: HttpRequest, response: HttpResponse, encoding: str) -> KeptPage:
    seconds = settings.PAGE_CACHE_SECONDS
    moment = getattr(request, "changes_at", None)
    if moment is not None and moment > timezone.now():
        seconds = min(seconds, (moment - timezone.now()).total_seconds())
    if not response.has_header("Cache-Control"):
        lent = min(PROXY_SECONDS, int(seconds))
        patch_cache_control(
            response, public=True, max_age=0, s_maxage=lent, stale_while_revalidate=lent
        )
    encodings.encode(response, encoding)
    patch_vary_headers(response, ["Accept-Encoding"])
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{digest}"'
    return KeptPage(response.content, tuple(response.headers.items()), time.time(), seconds)


def _passed_on(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An answer that is not kept: told to every cache on the way, small where it holds no secret."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-cache"
    if isinstance(response, HttpResponse) and _holds_no_secret(request, response):
        encodings.encode(response, encodings.accepted(request))
        if response.has_header("Content-Encoding"):
            patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _holds_no_secret(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Search results, pages that are not there: nothing to guess from their length (BREACH)."""
    return not (
        response.streaming
        or request.META.get("HTTP_COOKIE")
        or request.META.get("HTTP_AUTHORIZATION")
        or "CSRF_COOKIE" in request.META
        or response.cookies
    )


def _directives(response: HttpResponseBase) -> set[str]:
    parts = response.headers.get("Cache-Control", "").lower().split(",")
    return {part.partition("=")[0].strip() for part in parts}


def _varies_by(response: HttpResponseBase) -> set[str]:
    return {part.strip().lower() for part in response.headers.get("Vary", "").split(",")} - {""}
