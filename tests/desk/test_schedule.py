"""Scheduled publishing: one command, whose last run the desk can see."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.management.commands import publish_scheduled as wagtail_command

from desk import schedule
from desk.models import ScheduleRun
from tests.factories import make_article


def run():
    call_command("publish_scheduled", verbosity=0)


def test_the_command_publishes_what_is_due_and_nothing_else(board):
    due, later = board.draft(board.chief, title="Đến giờ"), board.draft(board.chief, title="Chưa")
    for article, hours in ((due, 1), (later, 48)):
        article.go_live_at = timezone.now() + timedelta(hours=hours)
        article.save_revision(user=board.chief).publish(user=board.chief)
    past = timezone.now() - timedelta(minutes=1)
    revision = due.scheduled_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    run()
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.live, later.live) == (True, False)


def test_the_command_takes_down_what_has_expired(board):
    article = make_article(board.news, expire_at=timezone.now() - timedelta(minutes=1))
    run()
    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)


def test_a_run_is_noted_with_what_it_did(board):
    make_article(board.news, expire_at=timezone.now() - timedelta(minutes=1))
    run()
    assert schedule.health().is_well
    assert ScheduleRun.objects.get().message == "0 bài đến giờ đăng, 1 bài hết hạn."


def test_never_run_and_not_run_for_long_are_late(db):
    assert schedule.health().is_late
    run()
    ScheduleRun.objects.update(finished_at=timezone.now() - timedelta(minutes=16))
    assert schedule.health().is_late


def test_a_run_that_fails_is_noted_and_still_fails(db, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("đĩa đầy")

    run()
    with monkeypatch.context() as patch:
        patch.setattr(wagtail_command.Command, "handle", fail)
        with pytest.raises(RuntimeError):
            run()
    assert schedule.health().error == "RuntimeError: đĩa đầy"
    run()
    assert schedule.health().is_well


def test_a_dry_run_leaves_no_trace(db, capsys):
    call_command("publish_scheduled", dryrun=True)
    assert "Chạy thử" in capsys.readouterr().out
    assert not ScheduleRun.objects.exists()


def test_those_who_publish_are_told_when_the_timer_stands_still(board, as_):
    home = reverse("wagtailadmin_home")
    assert "chưa chạy lần nào" in as_(board.chief).get(home).content.decode()
    assert "chưa chạy lần nào" not in as_(board.contributor).get(home).content.decode()
    run()
    assert "chạy lần cuối" in as_(board.chief).get(home).content.decode()
