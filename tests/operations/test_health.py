"""Alive and ready, for machines that ask."""

import json
import shutil
import subprocess
from collections import namedtuple
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from operations import health, jobs, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_jobs_done(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    for name in jobs.JOBS:
        status.note(name)


def _ready():
    answer = Client().get("/suc-khoe/san-sang")
    return answer.status_code, json.loads(answer.content)


def test_alive_needs_neither_database_nor_host_nor_https(settings, django_assert_num_queries):
    settings.SECURE_SSL_REDIRECT = True
    settings.PAGE_CACHE = True
    for _ in range(2):
        with django_assert_num_queries(0):
            answer = Client(headers={"host": "10.0.0.7"}).get("/suc-khoe/song")
        assert (answer.status_code, answer.content) == (200, b"song\n")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_site_in_order_is_ready_without_a_warning(all_jobs_done):
    assert _ready() == (
        200,
        {
            "ready": True,
            "version": settings.VERSION,
            "release": settings.BASE_DIR.resolve().name,
            "stops": [],
            "warnings": [],
        },
    )


def test_without_the_database_it_is_not_ready(all_jobs_done, monkeypatch):
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    code, facts = _ready()
    assert code == 503
    assert "cơ sở dữ liệu" in facts["stops"][0]


def test_with_migrations_missing_it_is_not_ready(all_jobs_done, monkeypatch):
    health._known.clear()
    monkeypatch.setattr(
        health.MigrationLoader,
        "applied_migrations",
        property(lambda self: {}, lambda self, value: None),
        raising=False,
    )
    code, facts = _ready()
    assert code == 503
    assert "manage.py migrate" in facts["stops"][0]


def test_a_full_disk_an_absent_cache_and_a_sleeping_timer_are_warnings(
    all_jobs_done, settings, monkeypatch
):
    settings.SHARED_CACHE = True
    monkeypatch.setattr(caches["shared"], "set", lambda *args: 1 / 0, raising=False)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10**6))
    late = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(timezone, "now", lambda: late)
    code, facts = _ready()
    assert code == 200
    text = "\n".join(facts["warnings"])
    for words in ("bộ nhớ đệm", "Ổ đĩa sắp đầy", "đăng và gỡ bài theo giờ hẹn", "sao lưu"):
        assert words in text


def test_a_job_that_never_ran_is_said(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert any("chưa chạy lần nào" in text for text in _ready()[1]["warnings"])


def _certificate(folder, days, *names):
    """A certificate of `days` days; `names` are those of an authority that signs it, else itself."""
    key, file = folder / "key.pem", folder / "certificate.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        file,
    ]
    subprocess.run(
        [*make, "-days", str(days), "-subj", "/CN=xa.test"], check=True, capture_output=True
    )
    if names:
        request = ["openssl", "x509", "-in", file, "-x509toreq", "-signkey", key]
        asked = subprocess.run(request, check=True, capture_output=True).stdout
        subprocess.run([*make, "-days", "900", "-subj", f"/CN={names[0]}", "-out", folder / "ca.pem"],
                       check=True, capture_output=True)  # fmt: skip
        sign = [
            "openssl",
            "x509",
            "-req",
            "-CA",
            folder / "ca.pem",
            "-CAkey",
            key,
            "-CAcreateserial",
        ]
        subprocess.run(
            [*sign, "-days", str(days), "-out", file], input=asked, check=True, capture_output=True
        )
    return str(file)


@pytest.mark.parametrize(
    ("days", "authority", "said"),
    [(13, ["Nơi cấp"], "hết hạn lúc"), (15, ["Nơi cấp"], ""), (400, [], "Chứng thư tự ký")],
)
def test_a_certificate_that_ends_soon_or_that_nobody_signed_is_a_warning(
    all_jobs_done, settings, tmp_path, days, authority, said
):
    settings.CERTIFICATE_FILE = _certificate(tmp_path, days, *authority)
    warnings = _ready()[1]["warnings"]
    assert [said in text for text in warnings] == [True] * bool(said)


def test_a_file_that_is_no_certificate_is_none_of_our_business(all_jobs_done, settings, tmp_path):
    (tmp_path / "x.pem").write_text("không phải chứng thư")
    settings.CERTIFICATE_FILE = str(tmp_path / "x.pem")
    assert _ready()[1]["warnings"] == []


def test_the_operator_gets_a_letter_when_something_needs_a_person(
    all_jobs_done, settings, mailoutbox
):
    settings.ADMINS = [("", "quan-tri@xa.test")]
    (settings.DATA_DIR / "status" / "backup.json").unlink()
    call_command("tell_operator", stdout=StringIO())
    (letter,) = mailoutbox
    assert letter.to == ["quan-tri@xa.test"]
    assert letter.subject.endswith("1 việc cần xem")
    assert "- Việc định kỳ “sao lưu” chưa chạy lần nào." in letter.body
    assert "/suc-khoe/san-sang" in letter.body


def test_in_good_order_there_is_no_letter_not_even_about_itself(
    all_jobs_done, settings, mailoutbox
):
    settings.ADMINS = [("", "quan-tri@xa.test")]
    (settings.DATA_DIR / "status" / "letter.json").unlink()
    call_command("tell_operator", stdout=StringIO())
    assert mailoutbox == []


def test_a_database_of_a_newer_release_is_known_and_a_librarys_old_names_are_no_matter():
    recorder = MigrationRecorder(connection)
    assert health.unknown_migrations() == []
    for app, name in (("news", "0099_later"), ("wagtailcore", "0001_squashed_long_ago")):
        recorder.record_applied(app, name)
    assert health.unknown_migrations() == ["news.0099_later"]
