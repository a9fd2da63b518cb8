"""Faults that used to be silent: each is told of within a day, by a letter or where nobody can be written to."""

import json
import os
import smtplib
from collections import namedtuple
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations import (
    collation,
    findings,
    health,
    jobs,
    outbox,
    read_only,
    server_page,
    site_errors,
    status,
    timekeeper,
)
from operations.backups import restoring

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


class _Clock:
    """The time that everybody here reads."""

    def __init__(self, monkeypatch):
        self.now = NOW
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(findings.caches["shared"], "set", lambda *_: None, raising=False)


@pytest.fixture
def clock(settings, tmp_path, monkeypatch):
    """A machine in order, at NOW: every job has ended well; no database is asked."""
    settings.DATA_DIR = tmp_path
    settings.CERTIFICATE_FILE = str(tmp_path / "none.pem")
    settings.ADMINS = [("", "quan-tri@xa.test")]
    monkeypatch.setattr(health, "_database", lambda: "")
    monkeypatch.setattr(health, "_migrations", lambda: "")
    monkeypatch.setattr(findings.replicas, "findings", list)
    monkeypatch.setattr(findings.collation, "finding", str)
    jobs._ended_here.clear()
    clock = _Clock(monkeypatch)
    for name in jobs.JOBS:
        status.note(name)
    return clock


def _found():
    return [text for text in findings.all_of_them() if text]


def _a_day(clock, does=("letter",), fails=()):
    """24 hours of the timekeeper; jobs not in `does` end well without doing anything."""

    def do(name):
        if not findings.settings.TIMERS_INSIDE:
            timekeeper._nobody_else_does()
        if name in fails:
            status.fail(name, "Ổ đĩa hỏng")
            raise OSError("Ổ đĩa hỏng")
        if name in does:
            jobs.run(name)
        else:
            status.note(name)

    for _ in range(4 * 24 + 1):
        clock.now += timedelta(minutes=15)
        jobs.run_due(do)


def test_in_order_nothing_is_said_for_a_day(clock):
    _a_day(clock)
    assert mail.outbox == []


def _letters_without_a_server(clock, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    return "EMAIL_URL chưa đặt"


def _year_2036(clock, settings, monkeypatch):
    clock.now = datetime(2036, 1, 1, tzinfo=UTC)
    status.note("backup")
    clock.now = NOW
    return "Đồng hồ của máy sai"


def _killed_trial(clock, settings, monkeypatch):
    status.begin("backup-check")
    monkeypatch.setattr(status, "_is_alive", lambda pid: False)
    return "“thử khôi phục bản sao lưu” bắt đầu 16:00 26/11/2026 rồi bị ngắt"


def _old_copy_outside(clock, settings, monkeypatch):
    settings.BACKUP_OUTSIDE = ["file:///mnt/usb"]
    clock.now = NOW - timedelta(days=3)
    status.note("outside-copy")
    clock.now = NOW
    return "Bản sao lưu ngoài máy đã cũ: lần cuối 16:00 23/11/2026"


def _disk_nearly_full(clock, settings, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(findings.shutil, "disk_usage", lambda path: usage(10**9, 10**9, 10**6))
    return "Ổ đĩa sắp đầy"


def _certificate_ends(clock, settings, monkeypatch):
    monkeypatch.setattr(
        findings, "_told_of_certificate", lambda: (NOW + timedelta(days=5), "a", "b")
    )
    return "Chứng thư hết hạn lúc 16:00 01/12/2026"


def _cut_restore(clock, settings, monkeypatch):
    restoring.note_file().write_text(json.dumps({"backup": "x"}))
    return "khôi phục bị ngắt giữa chừng"


def _letter_that_waits(clock, settings, monkeypatch):
    outbox.folder().mkdir()
    stamp = int((NOW - timedelta(hours=3)).timestamp() * 1e9)
    (outbox.folder() / f"{stamp}-aa.thu").write_text("{}")
    return "Thư chưa gửi đi được từ 13:00"


def _test_letter_unanswered(clock, settings, monkeypatch):
    status.note("test-letter", code="abc", confirmed=False)
    return "chưa được xác nhận"


def _machines_timers_sleep(clock, settings, monkeypatch):
    settings.TIMERS_INSIDE = False
    monkeypatch.setattr(timekeeper, "_watching_since", NOW)
    clock.now += timedelta(minutes=31)
    assert timekeeper._nobody_else_does()
    return "Bộ hẹn giờ của máy (systemd) không chạy"


FAULTS = [
    _letters_without_a_server, _year_2036, _killed_trial, _old_copy_outside, _disk_nearly_full,
    _certificate_ends, _cut_restore, _letter_that_waits, _test_letter_unanswered, _machines_timers_sleep,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_each_fault_is_told_of_within_a_day(clock, settings, monkeypatch, fault):
    words = fault(clock, settings, monkeypatch)
    assert any(words in text for text in _found())
    if fault is _letters_without_a_server:
        with pytest.raises(CommandError, match="EMAIL_URL"):
            call_command("tell_operator")
        return  # no letter can say so: the admin's home page does, and the heartbeat stops
    # What only a person can mend stays as it is; what a job would mend fails meanwhile.
    _a_day(clock, fails=() if fault is not _year_2036 else ("backup",))
    assert any(words in letter.body for letter in mail.outbox)


def test_a_job_that_fails_every_time_is_told_of_with_its_reason(clock):
    _a_day(clock, fails=("backup",))
    assert "“sao lưu” không xong lúc" in mail.outbox[0].body
    assert "Ổ đĩa hỏng" in mail.outbox[0].body


def test_a_folder_that_takes_nothing_is_told_of_once_a_day_not_once_a_minute(clock, monkeypatch):
    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(findings.Path, "write_text", refuse)
    real_open = findings.Path.open
    monkeypatch.setattr(
        findings.Path, "open",
        lambda path, mode="r", *rest, **more: refuse() if path.name == "jobs.lock" else real_open(path, mode, *rest, **more),
    )  # fmt: skip
    for _ in range(48):
        clock.now += timedelta(minutes=30)
        with_fault = lambda name: jobs.run(name) if name == "letter" else None  # noqa: E731
        jobs.run_due(with_fault)
    bodies = [letter.body for letter in mail.outbox]
    assert len(bodies) in (1, 2)
    assert "Không ghi được vào" in bodies[0]


def test_read_only_mode_that_somebody_left_on_is_told_of(clock):
    read_only.begin("lan", "thay ổ đĩa", timedelta(hours=2))
    clock.now = datetime.now(UTC)
    assert any("thay ổ đĩa" in text for text in _found())


def test_timers_that_work_are_left_alone(clock, settings, monkeypatch):
    settings.TIMERS_INSIDE = False
    monkeypatch.setattr(timekeeper, "_watching_since", NOW - timedelta(days=9))
    status.note("timers")
    clock.now += timedelta(minutes=29)
    assert not timekeeper._nobody_else_does()
    assert not any("hẹn giờ" in text for text in _found())


def test_the_heartbeat_goes_out_only_while_pages_can_be_made(clock, settings, monkeypatch):
    settings.HEARTBEAT_URL = "https://canh-bao.test/ma"
    called = []

    class _Answer:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(
        "urllib.request.urlopen", lambda url, timeout: called.append(url) or _Answer()
    )
    call_command("send_heartbeat")
    monkeypatch.setattr(health, "_database", lambda: "Không nối được cơ sở dữ liệu.")
    with pytest.raises(CommandError, match="Không báo còn sống"):
        call_command("send_heartbeat")
    assert called == [settings.HEARTBEAT_URL]


def test_a_test_letter_is_confirmed_by_its_code_alone(clock):
    call_command("test_letter", verbosity=0)
    code = mail.outbox[0].body.split("--confirm ")[1].split()[0]
    with pytest.raises(CommandError, match="không đúng"):
        call_command("test_letter", "--confirm", "sai")
    assert any("chưa được xác nhận" in text for text in _found())
    call_command("test_letter", "--confirm", code)
    assert _found() == []


def test_days_until_the_disk_is_full_are_told_from_what_was_seen(clock, monkeypatch):
    free = 50_000_000_000
    for _ in range(11):
        usage = namedtuple("usage", "total used free")(10**11, 0, free)
        monkeypatch.setattr(server_page.shutil, "disk_usage", lambda path, usage=usage: usage)
        server_page.note_free_space()
        clock.now += timedelta(days=1)
        free -= 1_000_000_000
    assert server_page.days_left(39_000_000_000) == 39
    assert server_page.days_left(60_000_000_000) is None


# --- The outbox ------------------------------------------------------------------------------------


class _Server:
    """A mail server that is there or not."""

    taken, away = [], False

    def __init__(self, **_):
        pass

    def __enter__(self):
        if self.away:
            raise smtplib.SMTPServerDisconnected("treo")
        return self

    def __exit__(self, *_):
        pass

    def send_messages(self, letters):
        for letter in letters:
            self.taken.append((letter.recipients(), letter.message().as_bytes(linesep="\r\n")))
        return len(letters)


@pytest.fixture
def server(clock, settings, monkeypatch):
    """Letters go to `_Server`; the thread that tries at once is left out."""
    settings.EMAIL_BACKEND = "operations.outbox.OutboxBackend"
    monkeypatch.setattr(outbox, "real", _Server)
    monkeypatch.setattr(
        outbox.threading, "Thread", lambda **_: namedtuple("T", "start")(lambda: None)
    )
    monkeypatch.setattr(_Server, "taken", [])
    monkeypatch.setattr(_Server, "away", False)
    return _Server


def test_a_mail_server_that_hangs_holds_nobody_and_the_letter_goes_when_it_is_back(
    server, monkeypatch
):
    monkeypatch.setattr(_Server, "away", True)
    assert mail.send_mail("Đặt lại mật khẩu", "Nội dung", None, ["lan@xa.test"]) == 1
    with pytest.raises(CommandError, match="chưa nhận"):
        call_command("send_outbox")
    assert outbox.oldest() is not None
    monkeypatch.setattr(_Server, "away", False)
    call_command("send_outbox")
    ((to, text),) = server.taken
    assert to == ["lan@xa.test"]
    assert b"\r\n" in text
    assert outbox.oldest() is None
    assert list(outbox.folder().glob("*.thu")) == []


def test_after_three_days_a_letter_is_laid_aside_and_told_of(server, monkeypatch):
    monkeypatch.setattr(_Server, "away", True)
    mail.send_mail("x", "y", None, ["lan@xa.test"])
    late = outbox.time.time() + outbox.LONGEST_SECONDS + 1
    monkeypatch.setattr(outbox.time, "time", lambda: late)
    assert outbox.send_waiting() == 0
    assert outbox.given_up() == 1
    assert any("1 thư không gửi được" in text for text in _found())


def test_a_letter_that_waits_is_nobody_elses_to_read(server):
    mail.send_mail("x", "y", None, ["lan@xa.test"])
    (path,) = outbox.folder().glob("*.thu")
    assert path.stat().st_mode & 0o077 == 0
    assert outbox.folder().stat().st_mode & 0o077 == 0


def test_where_the_disk_takes_nothing_the_letter_goes_out_directly(server, monkeypatch):
    def full(message):
        raise OSError(28, "No space left on device")

    class _Direct(_Server):
        def send_messages(self, messages):
            self.taken.extend(messages)
            return len(messages)

    monkeypatch.setattr(outbox, "_lay_down", full)
    monkeypatch.setattr(outbox, "real", _Direct)
    assert mail.send_mail("Ổ đĩa đầy", "y", None, ["quan-tri@xa.test"]) == 1
    assert len(server.taken) == 1


# --- Figures for Prometheus ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "given", "opens"),
    [
        ("", "", False),
        ("", "Bearer ", False),
        ("dai", "Bearer dai", True),
        ("dai", "Bearer khac", False),
        ("dai", "", False),
    ],
)
def test_figures_are_for_who_bears_the_token(clock, settings, rf, token, given, opens):
    settings.METRICS_TOKEN = token
    seen = []
    middleware = health.HealthMiddleware(seen.append)
    answer = middleware(rf.get("/suc-khoe/so-do", HTTP_AUTHORIZATION=given))
    assert bool(answer) == opens
    if opens:
        text = answer.content.decode()
        assert "portal_ready 1\n" in text
        assert 'portal_job_last_success_timestamp_seconds{job="backup"}' in text


def test_an_error_of_the_week_is_on_the_page_and_older_ones_are_not(clock, settings, tmp_path):
    log = tmp_path / "portal.log"
    lines = [
        {
            "at": (NOW - timedelta(days=days)).isoformat(),
            "level": level,
            "error": f"Lỗi{days}",
            "path": "/x/",
        }
        for days, level in ((9, "ERROR"), (2, "ERROR"), (1, "WARNING"))
    ]
    log.write_text("\n".join(["không phải JSON", *map(json.dumps, lines)]))
    settings.LOGGING = {"handlers": {"lines": {"filename": str(log)}}}
    assert [what for _, what in site_errors.of_the_week()] == ["Lỗi2 /x/"]


@pytest.mark.parametrize(("errors", "is_told"), [(site_errors.MOST_A_DAY, False), (21, True)])
def test_a_day_with_many_errors_is_told_with_the_last_of_them(
    clock, settings, tmp_path, errors, is_told
):
    log, old = tmp_path / "portal.log", {"at": (NOW - timedelta(days=3)).isoformat()}
    lines = [{"at": (NOW - timedelta(hours=1)).isoformat(), "level": "ERROR", "error": "Đứt"}]
    log.write_text(
        "\n".join(
            json.dumps(line)
            for line in [
                {**old, "level": "ERROR"},
                "chữ",
                {"at": "2026", "level": "ERROR"},
                *lines * errors,
            ]
        )
    )
    settings.LOGGING = {"handlers": {"lines": {"filename": str(log)}}}
    told = [text for text in _found() if "lỗi máy chủ" in text]
    assert len(told) == is_told
    assert not is_told or ("21 lỗi máy chủ" in told[0] and "Đứt" in told[0])


@pytest.mark.parametrize("changed", [None, ("2.36", "2.41")])
def test_a_system_that_orders_letters_anew_is_told_of(monkeypatch, changed):
    class _Cursor:
        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda *_: None  # noqa: E731
        execute = lambda *_: None  # noqa: E731
        fetchone = lambda self: changed  # noqa: E731

    server = SimpleNamespace(vendor="postgresql", pg_version=150_000, cursor=_Cursor)
    monkeypatch.setattr(collation, "connection", server)
    monkeypatch.setattr(collation.transaction, "atomic", nullcontext)
    assert ("bản 2.36 nay là 2.41" in collation.finding()) == bool(changed)


@pytest.mark.django_db
def test_the_question_after_the_order_of_letters_is_understood_by_the_database():
    assert collation.finding() == ""


def test_nobody_can_be_killed_by_a_wrong_process_number(clock):
    for pid in (None, "x", -1 if os.name == "nt" else 2**31 - 1):
        assert not status._is_alive(pid)
