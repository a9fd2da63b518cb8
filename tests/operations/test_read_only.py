"""Read-only mode belongs to somebody, has a reason and an end, and is told of."""

import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from operations import health, jobs, read_only, status


@pytest.fixture(autouse=True)
def _scratch(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def _in(monkeypatch, delta):
    later = datetime.now(UTC) + delta

    class _Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return later

    monkeypatch.setattr(read_only, "datetime", _Clock)


def test_it_ends_by_itself(monkeypatch):
    call_command("read_only", "on", "--minutes", "20", verbosity=0)
    assert read_only.is_on()
    _in(monkeypatch, timedelta(minutes=19))
    assert read_only.is_on()
    _in(monkeypatch, timedelta(minutes=21))
    assert not read_only.is_on()


@pytest.mark.django_db
def test_health_tells_whose_it_is_why_and_until_when(capsys):
    call_command("read_only", "on", "--reason", "thay ổ đĩa")
    (warning,) = [text for text in health.report()["warnings"] if "chỉ đọc" in text]
    assert "thay ổ đĩa" in warning
    assert "tự hết lúc" in warning
    assert warning in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"since": "x"}', '{"since": 1e30, "until": 2}']
)
def test_a_file_made_by_hand_is_believed_for_an_hour(content):
    read_only.flag().write_text(content)
    assert read_only.is_on()
    old = time.time() - 3601
    os.utime(read_only.flag(), (old, old))
    assert not read_only.is_on()


def test_nobody_is_locked_out_for_longer_than_a_day_whatever_the_file_says():
    now = time.time()
    facts = {"owner": "x", "reason": "y", "since": now - 90_000, "until": now + 10**8}
    read_only.flag().write_text(json.dumps(facts))
    assert not read_only.is_on()


def test_a_clock_that_was_wrong_locks_nobody_out():
    year = time.time() + 10 * 365 * 86_400
    facts = {"owner": "x", "reason": "y", "since": year, "until": year + 60}
    read_only.flag().write_text(json.dumps(facts))
    assert not read_only.is_on()


def test_an_end_that_is_no_end_is_refused():
    with pytest.raises(CommandError, match="lớn hơn 0"):
        call_command("read_only", "on", "--minutes", "0")


def test_jobs_that_write_wait_and_the_others_go_on(monkeypatch):
    done = []
    monkeypatch.setattr(jobs, "call_command", lambda command, *_, **__: done.append(command))
    read_only.begin("bin/install", "đang nâng cấp", timedelta(minutes=1))
    jobs.run("publishing")
    jobs.run("letter")
    assert done == ["tell_operator"]
    assert status.last("publishing") is None
