"""After an upgrade that changed what entries hold, the index writes itself anew."""

import io

import pytest
from django.core.management import call_command

from search import writing
from search.models import EntryText
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    make_article(make_section(make_home()), "Lúa chín")
    return EntryText.objects.order_by("pk").last()


def _night():
    told = io.StringIO()
    call_command("measure_search", stdout=told)
    return told.getvalue()


def test_what_older_code_wrote_is_written_anew_once(entry, monkeypatch):
    assert "viết lại" in _night()
    assert _night() == ""
    monkeypatch.setattr(writing, "code", lambda: "newer")
    assert "viết lại" in _night()
    assert _night() == ""


def test_lists_of_everyday_names_count_as_code(monkeypatch, tmp_path):
    from django.apps import apps

    before = writing.code()
    monkeypatch.setattr(apps.get_app_config("procedures"), "writes_search_entries", ())
    assert writing.code() != before


def test_a_note_that_cannot_be_read_means_anew(entry, tmp_path):
    (tmp_path / "search-written-by").write_bytes(b"\xff")
    assert writing.is_outdated()
