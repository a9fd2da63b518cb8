"""Addresses that are not there are counted, people are not."""

import pytest
from django.db import DatabaseError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from addresses import missing
from addresses.models import MissingAddress
from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    return make_home()


def test_a_missing_address_is_counted_per_day_with_its_query(client):
    for _ in range(2):
        assert client.get("/index.php?op=tin&nv=news").status_code == 404
    row = MissingAddress.objects.get()
    assert (row.path, row.times) == ("/index.php?nv=news&op=tin", 2)
    assert {f.name for f in MissingAddress._meta.get_fields()} == {
        "id",
        "site",
        "day",
        "path",
        "times",
    }


def test_what_a_redirect_helps_is_not_missing(client):
    Redirect.objects.create(old_path="/cu", redirect_link="/")
    assert client.get("/cu").status_code == 301
    assert not MissingAddress.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/wp-login.php", "/.env", "/.git/config", "/a?so=0912345678", "/a@b.vn", "/" + "x" * 500, "/static/x.css",
     "/quan-tri/khong-co/"],
)  # fmt: skip
def test_robots_probes_peoples_numbers_and_own_files_are_not_noted(client, path):
    client.get(path)
    assert not MissingAddress.objects.exists()


def test_the_table_cannot_be_filled(client, monkeypatch):
    monkeypatch.setattr(missing, "MAX_PATHS_A_DAY", 3)
    for number in range(6):
        client.get(f"/khong-co-{number}/")
    assert MissingAddress.objects.count() == 3


def test_a_reader_sees_the_404_page_even_when_counting_fails(client, monkeypatch):
    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr(missing, "note", fail)
    assert client.get("/khong-co/").status_code == 404


def test_editors_read_the_report(admin_client, client):
    client.get("/bai-cu.html")
    response = admin_client.get(reverse("missing_addresses"))
    assert "/bai-cu.html" in response.content.decode()
    assert reverse("wagtailredirects:add") in response.content.decode()
    assert admin_client.get(reverse("missing_addresses"), {"export": "csv"}).status_code == 200
