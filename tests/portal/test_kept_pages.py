"""The workers of a server share one shelf of copies."""

import pytest
from django.core.cache import caches
from django.test import Client

from portal import kept_pages, page_cache
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies(settings, tmp_path, monkeypatch):
    """A server has been started, and nothing has changed lately."""
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(page_cache, "JUST_CHANGED", -1)
    kept_pages.open_shelf()
    _another_worker()
    yield tmp_path / kept_pages.FOLDER
    kept_pages.close_shelf()


def _another_worker():
    """Its memory is empty."""
    caches["pages"].clear()


@pytest.fixture
def article(copies):
    return make_article(make_section(make_home()), "Lúa chín")


def _read(page):
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return answer.headers["X-Page-Cache"]


def _files(copies):
    return list(copies.rglob("*.djcache"))


def test_what_one_worker_made_another_serves(article):
    assert _read(article) == "miss"
    _another_worker()
    assert _read(article) == "hit"


def test_a_change_makes_the_copies_of_all_workers_old(article, copies):
    _read(article)
    _another_worker()
    article.title = "Lúa chín rồi"
    article.save()
    assert _read(article) == "miss"
    assert len(_files(copies)) == 1  # in the place of the old one


def test_a_server_that_is_started_begins_without_copies(article):
    _read(article)
    kept_pages.open_shelf()
    _another_worker()
    assert _read(article) == "miss"


@pytest.mark.parametrize("content", [b"", b"\x80garbage", b"\x80\x05N."])
def test_a_file_that_was_cut_off_is_made_again(article, copies, content):
    _read(article)
    for file in _files(copies):
        file.write_bytes(content)
    _another_worker()
    assert _read(article) == "miss"
    _another_worker()
    assert _read(article) == "hit"


def test_a_copy_of_another_release_is_made_again(article, monkeypatch):
    monkeypatch.setattr(kept_pages, "KeptPage", dict)
    kept_pages._Shelf.files.set("name", ("token", "an old kind of copy"), 60)
    assert kept_pages.find(["name"], "token") is None


def test_a_full_disk_keeps_no_copy_and_answers(article, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_pages._Shelf.files, "set", full)
    assert _read(article) == "miss"
    assert _read(article) == "hit"  # from its own memory


def test_a_minute_old_copy_in_memory_gives_way_to_a_newer_one_of_another_worker(
    article, monkeypatch
):
    _read(article)
    mine = dict(caches["pages"]._cache)
    _another_worker()
    now = page_cache.time.time()
    monkeypatch.setattr(kept_pages.time, "time", lambda: now + 2 * kept_pages.KEPT_SECONDS)
    assert _read(article) == "miss"
    caches["pages"]._cache.update(mine)
    assert _read(article) == "hit"


def test_nothing_is_shared_before_a_server_is_started(settings, tmp_path):
    settings.PAGE_CACHE = True
    settings.DATA_DIR = tmp_path
    kept_pages.close_shelf()
    article = make_article(make_section(make_home()), "Lúa chín")
    _read(article)
    assert not (tmp_path / kept_pages.FOLDER).exists()
