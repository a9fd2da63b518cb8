"""One token that every process sees change, whatever happens to disk, clock and cache server."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import wagtail
from django.core.cache import caches
from django.db import transaction
from wagtail.models import Revision

from accounts.models import Session
from news.models import ArticlePage, SectionPage
from pages import generation
from pages.models import PortalRendition
from pages.remembering import remembered
from pages.watching import is_watched
from tests.factories import make_article, make_home, make_section

_OTHER_PROCESS = (
    "import os, sys, types;"
    "from django.conf import settings; settings.configure(DATA_DIR=sys.argv[1], SHARED_CACHE=False);"
    "from pages import generation; print(generation.current()); generation._bump_now()"
)


def test_another_process_sees_the_token_and_its_change_is_seen_here(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    here = generation.current()
    command = [sys.executable, "-c", _OTHER_PROCESS, str(tmp_path)]
    there = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert there == here
    assert generation.current() != here


def test_the_token_never_repeats_when_the_clock_is_stepped_back(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    seen = set()
    for step in range(20):
        monkeypatch.setattr(generation.time, "time_ns", lambda step=step: 10**18 - step * 10**9)
        generation._bump_now()
        seen.add(generation.current())
    assert len(seen) == 20


@pytest.mark.django_db(transaction=True)
def test_the_token_changes_at_once_and_again_when_the_transaction_ends():
    with transaction.atomic():
        before = generation.current()
        generation.bump()
        inside = generation.current()
    assert len({before, inside, generation.current()}) == 3


@pytest.mark.django_db
def test_what_is_remembered_is_built_again_after_a_change():
    home = make_home()
    built = []
    for _ in range(2):
        remembered(("thử",), lambda: built.append(list(SectionPage.objects.all())))
    assert len(built) == 1
    make_section(home)
    remembered(("thử",), lambda: built.append(list(SectionPage.objects.all())))
    assert len(built) == 2


@pytest.mark.django_db
def test_rows_of_counting_and_of_accounts_change_no_page(django_user_model):
    assert not is_watched(django_user_model)
    assert not is_watched(PortalRendition)
    assert is_watched(ArticlePage)
    before = generation.current()
    django_user_model.objects.create_user("ai-do", password="x")
    assert generation.current() == before


def test_libraries_in_an_environment_inside_the_project_are_not_the_project(settings):
    settings.BASE_DIR = Path(wagtail.__file__).parents[2]
    assert not is_watched(Session)
    assert not is_watched(Revision)


@pytest.mark.django_db
def test_a_draft_is_no_change_and_a_publication_is():
    article = make_article(make_section(make_home()))
    before = generation.current()
    revision = article.save_revision()
    assert generation.current() == before
    revision.publish()
    assert generation.current() != before


def test_machines_that_share_a_cache_server_share_a_second_token(settings):
    settings.SHARED_CACHE = True
    before = generation.current()
    assert caches["shared"].get("generation") in before
    caches["shared"].set("generation", "tu-may-khac")  # another machine published
    assert generation.current() != before


def test_an_absent_cache_server_neither_stops_publishing_nor_reading(settings, monkeypatch):
    settings.SHARED_CACHE = True
    before = generation.current()

    def away(*args, **kwargs):
        raise ConnectionError("từ chối")

    for name in ("get", "set", "get_or_set"):
        monkeypatch.setattr(caches["shared"], name, away, raising=False)
    begun = time.monotonic()
    assert generation.current().rpartition(".")[2] == before.rpartition(".")[2]
    generation.bump()
    assert generation.current() != before
    assert time.monotonic() - begun < 1
    generation._shared["ask_again_at"] = 0.0


def test_a_folder_that_cannot_be_used_keeps_nothing_and_stops_nobody(settings, tmp_path):
    blocked = tmp_path / "khong-phai-thu-muc"
    blocked.write_text("")
    settings.DATA_DIR = blocked
    assert generation.current() != generation.current()
    generation.bump()
