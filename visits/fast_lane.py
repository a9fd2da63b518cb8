"""Counts views in front of Django: a report needs no session, no site, no template, no middleware.

`portal.wsgi` wraps the application in it. What it does not understand at a glance (a signed-in
person, another host, read-only mode, plain HTTP where HTTPS is asked for) goes on to Django, which
gives the same answers from the same code (`visits.reception`), only dearer.
"""

from collections.abc import Callable, Iterable
from http.client import responses
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from accounts.visitors import is_trusted, peer_of
from visits import kept_views
from visits.reception import Knock, answer
from visits.showings import Showing
from visits.together import writer

PATH = "/luot-xem/"
MOST_QUERY_BYTES = 2_000


class FastLane:
    """WSGI around WSGI: answers reports of views, passes everything else on."""

    def __init__(
        self,
        application: WSGIApplication,
        is_closed: Callable[[], bool] = lambda: False,
        headers: Iterable[tuple[str, str]] = (),
        keep: Callable[[Showing], object] | None = None,
    ) -> None:
        """`is_closed()` says whether nothing may be written now; `headers` go on every answer.

        What comes meanwhile is given to `keep`, to be counted afterwards; without it, to Django.
        """
        self.application = application
        self.is_closed = is_closed
        self.clerk = kept_views.Clerk(keep) if keep else None
        self.headers = list(headers)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        if environ.get("PATH_INFO") != PATH or not self._takes(environ):
            return self.application(environ, start_response)
        knock = Knock(environ, environ["HTTP_HOST"], environ["wsgi.input"].read, _question(environ))
        said = answer(knock, self.clerk if self.clerk and self.is_closed() else writer)
        body = said.body.encode()
        length = [] if said.status == 204 else [("Content-Length", str(len(body)))]
        start_response(
            f"{said.status} {responses[said.status]}", [*said.headers, *self.headers, *length]
        )
        return [body] if body else []

    def _takes(self, environ: WSGIEnvironment) -> bool:
        return (
            environ["REQUEST_METHOD"] in ("GET", "POST")
            and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
            and len(environ.get("QUERY_STRING", "")) <= MOST_QUERY_BYTES
            and _is_ours(environ.get("HTTP_HOST", ""))
            and not (settings.SECURE_SSL_REDIRECT and not _came_by_https(environ))
            and (self.clerk is not None or not self.is_closed())
        )


def _is_ours(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _came_by_https(environ: WSGIEnvironment) -> bool:
    if environ.get("wsgi.url_scheme") == "https":
        return True
    peer = peer_of(environ)
    is_told = environ.get("HTTP_X_FORWARDED_PROTO", "") == "https"
    return is_told and (peer is None or bool(is_trusted(peer)))


def _question(environ: WSGIEnvironment) -> dict[str, str]:
    return dict(parse_qsl(environ.get("QUERY_STRING", "")))
