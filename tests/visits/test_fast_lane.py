"""The lane in front of Django says what Django says, and takes only what it understands."""

import io
import json
import secrets
from wsgiref.util import setup_testing_defaults

import pytest

from tests.factories import make_article
from tests.visits.conftest import PHONE, Visitor
from visits import fast_lane
from visits.counting import count_view
from visits.fast_lane import FastLane
from visits.page_tokens import token_for
from visits.statistics import views_of

pytestmark = pytest.mark.django_db


class _SameThread:
    """Counts where the test's transaction is."""

    count = staticmethod(count_view)

    @staticmethod
    def do(work):
        work()


@pytest.fixture(autouse=True)
def _in_this_thread(monkeypatch):
    monkeypatch.setattr(fast_lane, "writer", _SameThread)


def _django(environ, start_response):
    start_response("418 Django", [])
    return [b"django"]


def _ask(body=b"", lane=None, **environ):
    setup_testing_defaults(environ)
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/luot-xem/", "HTTP_HOST": "localhost",
        "HTTP_ORIGIN": "http://localhost", "HTTP_SEC_FETCH_SITE": "same-origin",
        "REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": PHONE, "CONTENT_LENGTH": str(len(body)),
    } | {k: v for k, v in environ.items() if k not in ("REQUEST_METHOD", "PATH_INFO", "HTTP_HOST")} | {
        k[1:]: v for k, v in environ.items() if k.startswith("_")
    }  # fmt: skip
    environ["wsgi.input"] = io.BytesIO(body)
    said = {}
    lane = lane or FastLane(_django, headers=[("X-Frame-Options", "DENY")])
    text = lane(environ, lambda status, headers: said.update(status=status, headers=headers))
    return int(said["status"][:3]), dict(said["headers"]), b"".join(text)


def _report(page, /, **more):
    token = token_for(page.get_site().pk, page.pk)
    report = {"page": token, "view": secrets.token_hex(16), "from": "", "robot": 0, "again": 0}
    return json.dumps(report | more).encode()


def test_a_view_is_counted_without_django(article):
    status, headers, body = _ask(_report(article))
    assert (status, body) == (204, b"")
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert views_of([article.pk]) == {article.pk: 1}


def test_the_picture_counts_without_django(article):
    token = token_for(article.get_site().pk, article.pk)
    status, _, _ = _ask(_REQUEST_METHOD="GET", QUERY_STRING=f"page={token.replace(':', '%3A')}")
    assert status == 204


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "https://xau.example"}, 403),
        ({"HTTP_SEC_PURPOSE": "prefetch"}, 200),
        ({"HTTP_USER_AGENT": "curl/8.5.0"}, 200),
        ({"CONTENT_LENGTH": "5000"}, 413),
    ],
)
def test_it_refuses_what_django_refuses(article, environ, expected):
    assert _ask(_report(article), **environ)[0] == expected
    if "CONTENT_LENGTH" not in environ:
        headers = {name: value for name, value in environ.items() if name.startswith("HTTP")}
        visitor = Visitor()
        visitor.client.defaults.update(headers)
        assert visitor.view(article).status_code == expected


@pytest.mark.parametrize("body", [b"{", b"[]", b"x" * 1_001, b"\xff"])
def test_nonsense_is_answered_without_django(article, body):
    assert _ask(body)[0] in (400, 413)


@pytest.mark.parametrize(
    "environ",
    [
        {"_PATH_INFO": "/"},
        {"_PATH_INFO": "/luot-xem"},
        {"_REQUEST_METHOD": "PUT"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"_HTTP_HOST": "xau.example", "HTTP_ORIGIN": "http://xau.example"},
        {"QUERY_STRING": "x" * 2_001},
    ],
)
def test_what_it_does_not_understand_goes_on_to_django(article, environ, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    assert _ask(_report(article), **environ)[0] == 418


def test_where_https_is_asked_for_only_a_trusted_proxy_may_say_that_it_was_used(article, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert _ask(_report(article), HTTP_X_FORWARDED_PROTO="https")[0] == 418
    behind = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    assert _ask(_report(article), HTTP_X_FORWARDED_PROTO="https", **behind)[0] == 204


def test_in_read_only_mode_django_answers(article):
    lane = FastLane(_django, is_closed=lambda: True)
    assert _ask(_report(article), lane=lane)[0] == 418


def test_what_the_browser_measured_is_kept_once_and_only_for_a_counted_view(article):
    from visits.models import PageTally, SourceTally

    after = {"lcp": 1900, "inp": 90, "cls": 0, "net": "3g", "end": 1}
    view_id = secrets.token_hex(16)
    assert _ask(_report(article, view=view_id, after=after))[0] == 204
    assert not SourceTally.objects.filter(kind="speed").exists()
    _ask(_report(article, view=view_id))
    for _ in range(2):
        assert _ask(_report(article, view=view_id, after=after))[0] == 204
    kind = article.content_type_id
    names = SourceTally.objects.filter(kind="speed", unit="D").values_list("name", "views")
    assert set(names) == {
        (f"{kind}|phone|lcp|2", 1), (f"{kind}|phone|inp|1", 1), (f"{kind}|phone|cls|0", 1),
        (f"{kind}|phone|net|3g", 1),
    }  # fmt: skip
    assert PageTally.objects.get(page_id=article.pk, unit="D").read_to_end == 1


@pytest.mark.parametrize(
    "after", [None, 7, [], {"lcp": "x", "net": "5g"}, {"lcp": -1}, {"inp": 1e99}]
)
def test_odd_measurements_are_dropped(section, after):
    page = make_article(section)
    view_id = secrets.token_hex(16)
    _ask(_report(page, view=view_id))
    assert _ask(_report(page, view=view_id, after=after))[0] == 204


@pytest.mark.parametrize("view", [12345678901234567890123456789012, ["a" * 32], None, {"a": 1}])
def test_an_id_of_the_wrong_kind_is_refused_and_never_reaches_the_database(article, view):
    assert _ask(_report(article, view=view))[0] == 400


@pytest.mark.parametrize(
    "odd", [{"again": []}, {"again": {"a": 1}}, {"again": "1"}, {"mark": ["x"]}, {"from": {"a": 1}}, {"found": []}]
)  # fmt: skip
def test_a_field_of_the_wrong_kind_says_nothing_and_the_view_counts(article, odd):
    assert _ask(_report(article, **odd))[0] == 204
    assert views_of([article.pk]) == {article.pk: 1}


@pytest.mark.parametrize("page", [None, 7, ["x"], {"a": 1}, "\ud800:x"])
def test_a_token_of_the_wrong_kind_is_refused(article, page):
    assert _ask(_report(article, page=page))[0] == 400
