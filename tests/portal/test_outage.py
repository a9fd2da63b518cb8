"""When the database is away, when somebody repairs, when somebody knocks at the admin's door."""

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import path
from wagtail.models import Page

from pages.models import SiteIdentity
from portal import errors, urls
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def _away(*args, **kwargs):
    raise OperationalError("connection refused")


class _Urls:
    urlpatterns = [path("hong/", _away), *urls.urlpatterns]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


def test_without_the_database_readers_are_told_in_vietnamese_when_to_come_back(settings):
    settings.ROOT_URLCONF = _Urls
    answer = Client(raise_request_exception=False).get("/hong/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Trang đang bảo trì" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_without_the_database_an_unknown_address_is_no_server_error(monkeypatch):
    make_home()
    monkeypatch.setattr(Page, "route_for_request", _away)
    assert Client(raise_request_exception=False).get("/khong-co/").status_code == 503


def test_an_error_page_comes_even_when_templates_are_what_is_broken(rf, monkeypatch):
    monkeypatch.setattr(errors, "render_to_string", _away)
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "trục trặc" in answer.content.decode()


def test_while_something_is_repaired_residents_read_and_nobody_writes(
    settings, tmp_path, admin_client
):
    settings.DATA_DIR = tmp_path
    article = make_article(make_section(make_home()))
    call_command("read_only", "on", verbosity=0)
    assert Client().get(article.url).status_code == 200
    assert Client().post("/tim-kiem/").status_code == 503
    answer = admin_client.get(f"/{settings.ADMIN_PATH}")
    assert answer.status_code == 503
    assert "Trang đang bảo trì" in answer.content.decode()
    call_command("read_only", "off", verbosity=0)
    assert admin_client.get(f"/{settings.ADMIN_PATH}").status_code == 200


@pytest.mark.parametrize(
    ("address", "forwarded", "code"),
    [
        ("113.160.1.1", "", 200),
        ("8.8.8.8", "", 404),
        ("127.0.0.1", "113.160.1.1", 200),
        ("127.0.0.1", "8.8.8.8", 404),
        ("127.0.0.1", "113.160.1.1, 8.8.8.8", 404),  # the first is what a client writes itself
        ("8.8.8.8", "113.160.1.1", 404),
        ("::ffff:113.160.1.1", "", 200),
        ("không phải địa chỉ", "", 404),
    ],
)
def test_the_admin_opens_only_from_the_named_networks(settings, address, forwarded, code):
    import ipaddress

    make_home()
    settings.ADMIN_NETWORKS = [ipaddress.ip_network("113.160.0.0/16")]
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer = Client(headers=headers).get(f"/{settings.ADMIN_PATH}login/", REMOTE_ADDR=address)
    assert answer.status_code == code


def test_security_txt_names_the_contact_and_its_end(settings):
    home = make_home()
    assert Client().get("/.well-known/security.txt").status_code == 404
    SiteIdentity.objects.create(site=home.get_site(), email="ubnd@xa.test")
    text = Client().get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:ubnd@xa.test\n" in text
    assert "Expires: 20" in text
    settings.SECURITY_CONTACT = "https://tinh.test/bao-loi"
    assert (
        "Contact: https://tinh.test/bao-loi\n"
        in Client().get("/.well-known/security.txt").content.decode()
    )
