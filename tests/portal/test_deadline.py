"""A request that never comes to its end is ended."""

import os
import signal
import threading
import time

import pytest
from django.http import HttpResponse

from portal import deadline


@pytest.fixture(autouse=True)
def _soon(monkeypatch, settings):
    settings.READER_SECONDS, settings.STAFF_SECONDS = 0.2, 60
    monkeypatch.setattr(deadline, "LOOKS_EVERY", 0.1)
    monkeypatch.setattr(deadline, "_watch", deadline._Watch())


def _endless(request):
    while True:
        try:
            sum(range(1_000))
        except Exception:  # noqa: S112 - who goes on after whatever error must not go on after this
            continue


def test_work_without_end_is_ended_with_an_answer(rf, settings):
    answer = deadline.DeadlineMiddleware(_endless)(rf.get("/tin-tuc/"))
    assert answer.status_code == 503
    assert "<h1>" in answer.content.decode()


def test_staff_may_take_longer(rf, settings):
    def slow(request):
        until = time.monotonic() + 0.8
        while time.monotonic() < until:
            sum(range(100))
        return HttpResponse("xong")

    asked = rf.get(f"/{settings.ADMIN_PATH}pages/")
    assert deadline.DeadlineMiddleware(slow)(asked).content == b"xong"


def test_nothing_is_raised_once_the_answer_is_there(rf):
    deadline.DeadlineMiddleware(lambda request: HttpResponse())(rf.get("/"))
    assert deadline._watch.under_way == {}
    time.sleep(0.5)


def test_a_worker_that_does_not_even_notice_goes(monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr(deadline, "GRACE", 0.0)
    monkeypatch.setattr(deadline, "_raise_in", lambda thread, error: None)
    monkeypatch.setattr(
        os, "kill", lambda pid, sign: ended.set() if sign == signal.SIGTERM else None
    )
    deadline._watch.begin(0.1)
    assert ended.wait(10)
    deadline._watch.end()
