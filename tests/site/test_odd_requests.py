"""Whatever anybody sends, the site never breaks: no answer is a 500.

A few hundred requests in the usual run; before a release ten thousand:
`ODD_REQUESTS=10000 bin/test --postgres tests/site/test_odd_requests.py`.
"""

import os
from io import BytesIO
from urllib.parse import quote_from_bytes

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.wsgi import application
from tests.databases import connection_stays
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db

REQUESTS = int(os.environ.get("ODD_REQUESTS", "240"))
ODD_TEXTS = [
    "", "0", "-1", "1" * 400, "9999-99", "\x00", "a\x00b", "'", '"', "' OR 1=1--", "../../etc/passwd", "%", "%00",
    "//ke-gian.example", "http://ke-gian.example/", "javascript:alert(1)", "<script>alert(1)</script>",
    "{{ 7*7 }}", "\ud7ff", "ệ" * 60, "\r\nSet-Cookie: a=b", "NaN", "1e309", "true", "[]", "{}", "🙂",
]  # fmt: skip
NAMES = [
    "q", "trang", "thang", "loai", "nam", "muc", "next", "return_url", "trang-thai", "den", "p", "page", "id", "u",
    "title", "slug", "username", "password", "csrfmiddlewaretoken", "action", "vote", "ly-do", "noi-dung",
    "body-count", "cover", "tags", "new_parent_page", "new_title", "new_slug", "root_page", "hostname", "collection_id",
    "tag", "usage_count_min", "ordering", "content_type", "ky", "tu", "den", "groups", "files", "file",
]  # fmt: skip
HEADERS = [
    "HTTP_HOST", "HTTP_COOKIE", "HTTP_REFERER", "HTTP_USER_AGENT", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_ORIGIN",
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUESTED_WITH", "HTTP_AUTHORIZATION",
    "HTTP_X_REQUEST_ID", "CONTENT_TYPE",
]  # fmt: skip
TYPES = [
    "application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data; boundary=x",
    "multipart/form-data",
]  # fmt: skip

CSRF = "a" * 32
"""Forms are let through to what reads them."""

words = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=40),
    st.binary(max_size=20).map(lambda raw: raw.decode("latin-1")),
)
queries = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), words), words), max_size=4)
headers = st.dictionaries(st.sampled_from(HEADERS), words, max_size=3)
methods = st.sampled_from(
    ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "Ô"]
)


@pytest.fixture
def places(db):
    """Addresses of the site, public and of the editors, for somebody to tamper with."""
    section = make_section(make_home(), "Tin tức")
    article = make_article(section, "Lúa chín")
    pk = article.pk
    return [
        "/", section.url, article.url, "/tim-kiem/", "/tim-kiem/goi-y/", "/luot-xem/", "/lien-ket/", f"/huu-ich/{pk}/",
        "/thong-ke-truy-cap/", "/so-do-trang/", "/rss.xml", "/tin-tuc/atom.xml", "/sitemap.xml", "/sitemap-1.xml",
        "/mau/0a0a0a.css", "/media/images/", "/tai-lieu/1/a.pdf", "/.well-known/security.txt", "/suc-khoe/san-sang",
        "/_util/authenticate_with_password/1/1/", "/quan-tri/", "/quan-tri/login/", "/quan-tri/password_reset/",
        f"/quan-tri/pages/{pk}/edit/", f"/quan-tri/pages/{pk}/history/", f"/quan-tri/pages/{section.pk}/",
        f"/quan-tri/pages/add/news/articlepage/{section.pk}/", f"/quan-tri/pages/{pk}/copy/", f"/quan-tri/pages/{pk}/move/",
        "/quan-tri/sites/new/", "/quan-tri/images/results/", "/quan-tri/images/chooser/results/", "/quan-tri/thong-ke/",
        "/quan-tri/nhap-tu-word/", "/quan-tri/users/new/", "/quan-tri/pages/search/", "/quan-tri/images/",
        "/quan-tri/images/chooser/", "/quan-tri/choose-page/", "/quan-tri/choose-external-link/", "/quan-tri/documents/",
        "/quan-tri/reports/site-history/", "/quan-tri/users/", "/quan-tri/redirects/", "/quan-tri/account/",
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _connection_stays():
    with connection_stays():
        yield


@pytest.mark.slow
@pytest.mark.parametrize("who", ["a stranger", "an administrator"])
def test_no_request_whatever_breaks_the_site(places, who):
    cookie = f"csrftoken={CSRF}" + (_session() if who == "an administrator" else "")

    @settings(
        max_examples=REQUESTS // 2, deadline=None, database=None, derandomize=REQUESTS < 1_000,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        st.sampled_from(places), words, queries, queries, headers, methods, st.sampled_from(TYPES)
    )
    def ask(place, tail, query, form, extra, method, content_type):
        path = place if len(tail) % 2 else place + tail.replace("?", "")
        environ = _environ(method, path, query, form, content_type)
        environ |= {"HTTP_COOKIE": cookie, "HTTP_X_CSRFTOKEN": CSRF}
        environ |= {name: _wire(value) for name, value in extra.items()}
        assert _status(environ) < 500, (method, path, query, form, extra)

    ask()


def _session():
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("quantri"))
    return f"; sessionid={client.cookies['sessionid'].value}"


def _wire(text):
    """As WSGI hands a header over: bytes read as Latin-1."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _environ(method, path, query, form, content_type):
    body = _encoded(form)
    if content_type.startswith("multipart"):
        body = _parts(form)
    return {
        "REQUEST_METHOD": _wire(method), "SCRIPT_NAME": "", "PATH_INFO": _wire(path), "QUERY_STRING": _encoded(query).decode(),
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.9",
        "HTTP_HOST": "testserver", "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body), "wsgi.errors": BytesIO(), "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip


def _encoded(pairs):
    text = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)
    return text.encode()


def _quoted(text):
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def _parts(pairs):
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass"))
        for name, value in pairs
    ]
    return b"".join([*parts, b"--x--\r\n"])


def _status(environ):
    seen = []
    answer = application(environ, lambda status, headers, exc_info=None: seen.append(status))
    try:
        b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()  # PEP 3333: where there is one
    return int(seen[0].split()[0])
