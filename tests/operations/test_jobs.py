"""Regular jobs: each in its turn, one process at a time, none silently lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations import jobs, status
from pages.alone import alone


@pytest.fixture(autouse=True)
def _scratch(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    jobs._ended_here.clear()


def test_what_is_due_is_done_once_and_again_when_its_time_comes(monkeypatch):
    done = []

    def do(name):
        done.append(name)
        status.note(name)

    jobs.run_due(do)
    jobs.run_due(do)
    assert done == list(jobs.JOBS)
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(jobs.timezone, "now", lambda: later)
    jobs.run_due(do)
    assert done[len(jobs.JOBS) :] == ["publishing"]


def test_a_clock_that_is_stepped_back_does_not_stop_the_jobs(monkeypatch):
    status.note("publishing")
    earlier = timezone.now() - timedelta(days=400)
    monkeypatch.setattr(jobs.timezone, "now", lambda: earlier)
    assert jobs._is_due("publishing")


def test_two_processes_never_do_the_same_job_at_the_same_time():
    done = []
    with alone(jobs._lock_file()) as first:
        assert first
        jobs.run_due(done.append)
    assert done == []


def test_a_job_that_fails_leaves_the_others_their_turn_and_stays_due():
    done = []

    def do(name):
        if name == "publishing":
            raise OSError("đầy đĩa")
        done.append(name)

    jobs.run_due(do)
    assert done == [name for name in jobs.JOBS if name != "publishing"]
    assert jobs._is_due("publishing")


def test_a_job_that_failed_is_tried_again_later_and_not_every_minute(monkeypatch):
    now = timezone.now()
    status.fail("letter", "EMAIL_URL chưa đặt")
    status.fail("publishing", "đầy đĩa")
    tried = dict.fromkeys(("letter", "publishing"), 0)
    for minute in range(240):
        later = now + timedelta(minutes=minute + 0.1)
        monkeypatch.setattr(jobs.timezone, "now", lambda later=later: later)
        for name in tried:
            if jobs._is_due(name):
                tried[name] += 1
                status.fail(name, "vẫn vậy")
    assert tried == {"letter": 3, "publishing": 239}


@pytest.mark.django_db
def test_a_timer_sees_that_its_job_failed(monkeypatch):
    def breaks(*args, **kwargs):
        raise OSError("đầy đĩa")

    monkeypatch.setattr(jobs, "call_command", breaks)
    with pytest.raises(CommandError, match="đầy đĩa"):
        call_command("run_job", "publishing")
    assert status.last("publishing") is None


@pytest.mark.django_db
def test_a_timer_publishes_and_notes_it():
    call_command("run_job", "publishing")
    assert timezone.now() - status.last("publishing")[0] < timedelta(minutes=1)


def test_systemd_has_a_timer_for_every_job_and_for_nothing_else():
    timers = settings.BASE_DIR.glob("operations/server/systemd/portal-job@*.timer")
    assert {timer.stem.partition("@")[2] for timer in timers} == set(jobs.JOBS)
