"""A database that is kept a second time says so when it is kept no more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from operations import replicas, status

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
LATER, EARLIER = NOW - timedelta(minutes=1), NOW - timedelta(minutes=9)
FAULTS = [
    # (since the last copy, archived, failed) or (since the last files, follows, kept) → words
    ("point-in-time", timedelta(hours=3), (LATER, EARLIER), ""),
    ("point-in-time", timedelta(hours=3), (LATER, None), ""),
    ("point-in-time", timedelta(hours=3), (None, None), ""),
    ("point-in-time", timedelta(hours=3), (EARLIER, LATER), "không được giữ lại từ 15:51 27/11/2026"),
    ("point-in-time", timedelta(hours=3), (None, LATER), "không được giữ lại từ 13:00 27/11/2026"),
    ("point-in-time", timedelta(days=3), (LATER, None), "đã cũ: lần cuối 16:00 24/11/2026"),
    ("standby", timedelta(minutes=6), (True, "reserved"), ""),
    ("standby", timedelta(minutes=6), (False, "extended"), "không nối vào"),
    ("standby", timedelta(minutes=6), (None, None), "không nối vào"),
    ("standby", timedelta(minutes=6), (False, "lost"), "chạy lại bin/standby follow"),
    ("standby", timedelta(hours=2), (True, "reserved"), "không lấy ảnh, tệp từ 14:00 27/11/2026"),
]  # fmt: skip


@pytest.fixture
def at(settings, tmp_path, monkeypatch):
    """`at(moment)`: it is that moment; the database is a PostgreSQL as far as is asked here."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(replicas.connection, "vendor", "postgresql")

    def go(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return go


@pytest.mark.parametrize(("kind", "age", "told", "words"), FAULTS)
def test_what_is_kept_no_more_is_told_and_what_is_kept_is_not(
    at, monkeypatch, kind, age, told, words
):
    at(NOW - age)
    status.note(kind)
    at(NOW)
    monkeypatch.setattr(replicas, "_asked", lambda question: told)
    found = list(replicas.findings())
    assert len(found) == bool(words)
    assert words in "".join(found)


def test_who_never_asked_for_a_second_copy_hears_nothing_of_it(at, monkeypatch):
    at(NOW)
    monkeypatch.setattr(replicas, "_asked", lambda question: pytest.fail("nobody asked for it"))
    assert list(replicas.findings()) == []


@pytest.mark.django_db
def test_the_questions_are_understood_by_the_database_as_the_sites_own_user(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    for kind in ("point-in-time", "standby"):
        status.note(kind)
    told = ["Máy dự phòng không nối vào"] if replicas.connection.vendor == "postgresql" else []
    assert [text.partition(":")[0] for text in replicas.findings()] == told
