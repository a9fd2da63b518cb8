"""Manifest, worker and offline page."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from pages.models import SiteIdentity
from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home():
    home = make_home(title="Xã Tả Lủng")
    SiteIdentity.objects.update_or_create(site=home.get_site(), defaults={"commune": "Xã Tả Lủng"})
    return home


def test_the_site_can_be_installed_under_its_name(client):
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"].endswith("xã Tả Lủng")
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        assert "x".join(map(str, Image.open(file).size)) == icon["sizes"]


def test_the_worker_is_asked_for_anew_every_time_and_is_small(client):
    response = client.get("/sw.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert len(gzip.compress(response.content)) < 2_000


def test_the_worker_keeps_out_of_the_admin_the_search_and_forms(client, settings):
    closed = json.loads(re.search(r"CLOSED = (\[.*?\])", client.get("/sw.js").content.decode())[1])
    assert f"/{settings.ADMIN_PATH}" in closed
    assert "/tim-kiem/" in closed


def test_everything_that_the_worker_fetches_beforehand_is_there(client):
    shell = json.loads(re.search(r"SHELL = (\[.*?\]);", client.get("/sw.js").content.decode())[1])
    assert shell[0] == "/ngoai-tuyen/"
    assert client.get(shell[0]).status_code == 200
    for path in shell[1:]:
        assert finders.find(path.removeprefix("/static/")), path


def test_a_changed_file_changes_the_worker(client, monkeypatch):
    from offline import views

    before = client.get("/sw.js").content
    monkeypatch.setattr(views, "static", lambda name: f"/static/{name}.moi")
    assert client.get("/sw.js").content != before


def test_offline_reading_can_be_taken_away_again(client, settings):
    settings.OFFLINE_READING = False
    worker = client.get("/sw.js").content.decode()
    assert "unregister()" in worker
    assert "fetch" not in worker


def test_the_offline_page_gives_telephone_numbers(client, home):
    SiteIdentity.objects.update(telephone="0219 000 0000")
    html = client.get("/ngoai-tuyen/").content.decode()
    for number in ("tel:02190000000", "tel:113", "tel:114", "tel:115"):
        assert number in html
