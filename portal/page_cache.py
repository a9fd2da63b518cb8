"""Ready-made pages for anonymous readers, and only for them.

A page is kept with the names of what it was made from (`pages.shown`), and a change of any of that makes
it old at once. Kept is only what anybody may see: the answer to a GET without cookie, without authorization, with no query but the allowed one, of status 200, that sets no cookie, varies
by nothing but the encoding and was not marked private. Everything else passes through.
A page that says so (`pages.freshness`) is kept until something changes; what moves by itself in it is
set in whenever the copy is served (`pages.moving`). Other answers are kept for a minute.
Why not Django's cache middleware (seven advisories in 2026): docs/decisions/061.
"""

import hashlib
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from pages import freshness, generation, moving, own_requests, shown
from portal import encodings, kept_pages, page_address, warming
from portal.kept_pages import KEPT_SECONDS, KeptPage

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]
PROXY_SECONDS = 4
"""How long a proxy in front may serve a page without asking; twice that while it asks.

A page that was taken down goes only then, since nothing is kept in its place: eight seconds at most."""
JUST_CHANGED = 120
"""Seconds after a change during which no page is taken for good."""

_WITH_PLACES = "places"
"""In the key, in place of an encoding."""

_PRIVATE = {"private", "no-store", "no-cache"}
_NOT_MODIFIED = ("ETag", "Cache-Control", "Vary")
"""What a 304 repeats (RFC 9110 §15.4.5)."""


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
        token = generation.current()
        names = [_name(request, _WITH_PLACES), _name(request, encoding)]
        kept = kept_pages.find(names, token)
        if kept and kept.is_fresh:
            _note(request, kept)
            return answer(request, filled(kept, encoding), "hit")
        moving.allow(request)
        with shown.recorded() as noted:
            response = self.get_response(request)
        if kept and (response.status_code >= 500 or response.status_code == 429):
            return answer(request, filled(kept, encoding), "stale")
        if not (isinstance(response, HttpResponse) and may_be_kept(request, response)):
            return _passed_on(request, response)
        kept = _signed(_kept(request, response, encoding, noted), token, noted)
        _note(request, kept)
        kept_pages.put(names[0] if kept.has_places else names[1], kept)
        return answer(request, filled(kept, encoding), "miss")


def _signed(kept: KeptPage, token: str, noted: shown.Noted) -> KeptPage:
    """With what it was made from; good under no other token where anything changed meanwhile."""
    made_from = noted.ended()
    state = generation.state(made_from)
    if generation.current() != token:
        state = ""
    site = noted.site, noted.root_path
    return replace(kept, token=token, made_from=made_from, state=state, site=site)


def filled(kept: KeptPage, encoding: str) -> KeptPage:
    """The copy as readers get it now."""
    if not kept.has_places:
        return kept
    with shown.recorded(*kept.site):
        response = HttpResponse(moving.fill(zlib.decompress(kept.body)))
    for name, value in kept.headers:
        response.headers[name] = value
    return replace(kept, **_finished(response, encoding))


def answer(request: HttpRequest, kept: KeptPage, state: str) -> HttpResponse:
    """The response, or 304 where the reader has it already."""
    headers = dict(kept.headers)
    if headers["ETag"] in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        response: HttpResponse = HttpResponseNotModified()
        headers = {name: headers[name] for name in _NOT_MODIFIED if name in headers}
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else kept.body)
    for name, value in headers.items():
        response.headers[name] = value
    response.headers["X-Page-Cache"] = state
    return response


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


def _name(request: HttpRequest, encoding: str) -> str:
    host = str(request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", ""))).lower()
    return kept_pages.name_of(request.scheme or "", host, *page_address.parts(request), encoding)


def _note(request: HttpRequest, kept: KeptPage) -> None:
    if kept.fresh_for > settings.PAGE_CACHE_SECONDS and not own_requests.is_own(request):
        warming.note(request)


def _kept(
    request: HttpRequest, response: HttpResponse, encoding: str, noted: shown.Noted
) -> KeptPage:
    seconds = _seconds(request, noted)
    if not response.has_header("Cache-Control"):
        lent = min(PROXY_SECONDS, int(seconds))
        patch_cache_control(
            response, public=True, max_age=0, s_maxage=lent, stale_while_revalidate=lent
        )
    patch_vary_headers(response, ["Accept-Encoding"])
    if moving.stand_in(response.content):
        headers = tuple(response.headers.items())
        body = zlib.compress(response.content)  # a worker keeps up to two thousand
        return KeptPage(body, headers, time.time(), seconds, has_places=True)
    return KeptPage(**_finished(response, encoding), kept_at=time.time(), fresh_for=seconds)


class _Finished(TypedDict):
    body: bytes
    headers: tuple[tuple[str, str], ...]
    has_places: bool


def _finished(response: HttpResponse, encoding: str) -> _Finished:
    """What is sent: compressed, and with the mark by which a browser asks again."""
    encodings.encode(response, encoding)
    _measure(response)
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{digest}"'
    headers = tuple(response.headers.items())
    return {"body": response.content, "headers": headers, "has_places": False}


def _measure(response: HttpResponse) -> None:
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))


def _seconds(request: HttpRequest, noted: shown.Noted) -> float:
    """How long the answer stays as it is.

    Where something of it has just changed, another process may not have committed yet, or be killed in
    between: what is made in that time is looked at again soon.
    """
    is_quiet = generation.age_of(noted.ended()) > JUST_CHANGED
    seconds: float = (
        KEPT_SECONDS if freshness.stays(request) and is_quiet else settings.PAGE_CACHE_SECONDS
    )
    moment = getattr(request, "changes_at", None)
    if moment is not None and moment > timezone.now():
        seconds = min(seconds, (moment - timezone.now()).total_seconds())
    return seconds


def _passed_on(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An answer that is not kept: told to every cache on the way, small where it holds no secret."""
    if moving.are_allowed(request) and isinstance(response, HttpResponse):
        response.content = moving.fill(response.content)
        _measure(response)
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
