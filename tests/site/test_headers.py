"""The security headers, on good answers and on refusals alike."""

import pytest
from django.urls import path, reverse

from portal import urls
from portal.security_headers import ADMIN_POLICY, PUBLIC_POLICY
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db

EXPECTED = {
    "Content-Security-Policy": PUBLIC_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def _breaks(request):
    raise RuntimeError("hỏng có chủ ý")


class _UrlsWithOneBroken:
    """The site's addresses, and one whose view fails."""

    urlpatterns = [path("hong/", _breaks), *urls.urlpatterns]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def article():
    return make_article(make_section(make_home()))


def _assert_protected(response, status):
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_a_page_carries_them(client, article):
    _assert_protected(client.get(article.url), 200)


def test_a_page_that_does_not_exist_carries_them(client, article):
    _assert_protected(client.get("/khong-co/"), 404)


def test_a_refused_query_carries_them(client, article):
    _assert_protected(client.get("/?q=%00"), 400)


def test_a_refused_host_carries_them(client, article):
    _assert_protected(client.get("/", headers={"host": "ke-gian.example"}), 400)


def test_a_refused_upload_carries_them(client, article):
    too_much = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}
    _assert_protected(client.post("/", **too_much), 413)


def test_a_failing_view_carries_them(client, settings):
    settings.ROOT_URLCONF = _UrlsWithOneBroken
    client.raise_request_exception = False
    _assert_protected(client.get("/hong/"), 500)


def test_an_error_page_is_vietnamese_and_tells_nothing_about_the_code(client, settings):
    settings.ROOT_URLCONF = _UrlsWithOneBroken
    client.raise_request_exception = False
    html = client.get("/hong/").content.decode()
    assert "Trang đang gặp trục trặc" in html
    assert "RuntimeError" not in html
    assert "hỏng có chủ ý" not in html


def test_the_public_policy_allows_nothing_inline_and_nobody_else():
    assert "unsafe" not in PUBLIC_POLICY
    assert "http" not in PUBLIC_POLICY
    assert "*" not in PUBLIC_POLICY


def test_the_admin_has_its_own_policy_that_also_lets_nobody_else_in(client, article):
    response = client.get("/quan-tri/login/")
    assert response.headers["Content-Security-Policy"] == ADMIN_POLICY
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "http" not in ADMIN_POLICY


def test_no_script_reaches_a_cookie_of_the_admin(admin_client, article):
    admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    cookies = admin_client.cookies
    assert set(cookies) == {"sessionid", "csrftoken"}
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
