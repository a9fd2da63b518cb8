"""What a factory puts back is what it makes."""

import re
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Site

from tests import replaying
from tests.board import make_board
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db
_BY_CHANCE = re.compile(r"[0-9a-f]{32}|md5\$.*|[0-9a-f-]{36}")


@contextmanager
def _undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _texts():
    """By table how often each row's texts stand there; numbers and what is made by chance apart."""
    with connection.cursor() as cursor:
        names = [one for one in connection.introspection.table_names(cursor) if "_fts" not in one]
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            rows = ([value for value in row if isinstance(value, str)] for row in cursor.fetchall())
            yield (
                name,
                Counter(
                    tuple(
                        re.sub(r"\d+", "#", text)
                        for text in texts
                        if not _BY_CHANCE.fullmatch(text)
                    )
                    for texts in rows
                ),
            )


def _in_a_section():
    return make_article(make_section(make_home()), "Một bài")


@pytest.fixture(autouse=True)
def _nothing_recorded(monkeypatch):
    monkeypatch.setattr(replaying, "_records", {})
    monkeypatch.setattr(replaying, "_written", {})
    monkeypatch.setattr(replaying, "reckoned", Counter())


def _twice(build):
    for _ in range(2):
        with _undone():
            build()


@pytest.mark.parametrize("build", [make_home, make_board, _in_a_section])
def test_what_is_put_back_is_what_is_made(build):
    with _undone():
        made, long_way = build(), dict(_texts())
    with _undone():
        build()
    with _undone():
        put_back = build()
        assert {way for _, way in replaying.reckoned} == {"long", "recorded", "replayed"}
        assert dict(_texts()) == long_way
        assert type(put_back) is type(made)


def test_moments_are_those_of_the_present(monkeypatch):
    _twice(make_board)
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    board = make_board()
    assert replaying.reckoned["make_board", "replayed"] == 1
    assert abs(board.chief.date_joined - later) < timedelta(minutes=5)
    board.chief.refresh_from_db()
    assert abs(board.chief.date_joined - later) < timedelta(minutes=5)


def test_a_table_that_stands_otherwise_is_written_the_long_way():
    _twice(make_board)
    get_user_model().objects.create_user("somebody", password="x")
    make_board()
    assert get_user_model().objects.count() == 6
    assert replaying.reckoned["make_board", "replayed"] == 0


def test_a_page_below_one_that_was_renamed_gets_the_new_address():
    _twice(lambda: make_article(make_section(make_home(), "Tin tức"), "Bài"))
    home = make_home()
    section = make_section(home, "Tin tức")
    section.slug = "tin-moi"
    section.save()
    assert make_article(section, "Bài").url_path.startswith(f"{section.url_path}")
    assert Site.objects.get().root_page_id == home.pk


def test_what_comes_next_has_numbers_of_its_own_though_the_counters_were_set_back():
    _twice(make_home)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), 1)")
    home = make_home()
    assert replaying.reckoned["make_home", "replayed"] == 1
    sections = [make_section(home, f"Mục {number}") for number in range(8)]
    assert len({home.pk, *(section.pk for section in sections)}) == 9
