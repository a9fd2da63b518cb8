"""Manifest, worker and offline page."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from PIL import Image

from offline.books import PAGE_BYTES
from offline.views import mark_of
from pages import generation
from pages.models import PortalDocument, SiteIdentity
from procedures.models import FormFile
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, store

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
    assert len(gzip.compress(response.content)) < 4_600


def test_the_worker_keeps_out_of_the_admin_the_search_and_forms(client, settings):
    closed = json.loads(re.search(r"CLOSED = (\[.*?\])", client.get("/sw.js").content.decode())[1])
    assert f"mark >>> 0 === {mark_of(settings.ADMIN_PATH)}" in client.get("/sw.js").content.decode()
    assert "/lien-ket/" in closed


def test_everything_that_the_worker_fetches_beforehand_is_there(client):
    shell = json.loads(
        re.search(r"SHELL = (\[.*?\]), CLOSED", client.get("/sw.js").content.decode())[1]
    )
    assert shell[0] == "/ngoai-tuyen/"
    assert client.get(shell[0]).status_code == 200
    assert client.get(shell[1]).status_code == 200
    for path in shell[2:]:
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


def test_the_saved_pages_have_an_address_of_their_own_linked_from_every_page(client):
    assert 'href="/da-luu/"' in client.get("/").content.decode()
    html = client.get("/da-luu/").content.decode()
    assert "<h1>Trang đã lưu trong máy</h1>" in html
    assert "mất mạng –" not in html


def test_where_reading_offline_is_off_no_page_offers_it(client, settings):
    assert "doc-khi-mat-mang" in client.get("/").content.decode()
    settings.OFFLINE_READING = False
    generation.bump()
    html = client.get("/").content.decode()
    assert "doc-khi-mat-mang" not in html
    assert "/da-luu/" not in html


def test_a_book_names_its_pages_and_forms_and_their_size(client, home):
    index = make_index(home)
    guide = make_guide(index, store())
    form = PortalDocument(title="Tờ khai")
    form.file.save("to-khai.docx", ContentFile(b"x" * 5_000))
    FormFile.objects.create(procedure=guide.procedure, form_name="to-khai.docx", document=form)
    book = client.get(f"/ngoai-tuyen/so/{index.pk}/").json()
    assert book["pages"] == [index.url, guide.url]
    assert book["files"] == [form.url]
    assert book["size"] == 2 * PAGE_BYTES + 5_000
    html = client.get(index.url).content.decode()
    assert "2 trang, 1 tệp, khoảng" in html


def test_a_page_without_a_book_and_a_page_that_is_not_there_have_none(client, home):
    assert client.get(f"/ngoai-tuyen/so/{home.pk}/").status_code == 404
    assert client.get("/ngoai-tuyen/so/999999/").status_code == 404
