"""Signing in: throttled, closed for idle accounts, logged; nothing about who exists is given away."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.utils import reset
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.signals import UNKNOWN_ACCOUNT
from tests.board import PASSWORD, make_board, make_person

LOGIN = "/quan-tri/login/"


@pytest.fixture
def board(db, settings):
    settings.AXES_ENABLED = True
    reset()
    return make_board()


def sign_in(client, username="contributor", password=PASSWORD, address="203.0.113.5", **headers):
    data = {"username": username, "password": password}
    return client.post(LOGIN, data, REMOTE_ADDR=address, **headers)


def fail(client, times, **who):
    for _ in range(times):
        answer = sign_in(client, password="sai", **who)
    return answer


def test_the_right_password_opens(board, client):
    assert sign_in(client).status_code == 302


def test_five_failures_close_the_sign_in_for_that_name_from_that_address(board, client):
    answer = fail(client, 5)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Hãy đợi 15 phút" in answer.content.decode()
    assert sign_in(client).status_code == 429


def test_the_same_name_from_elsewhere_still_opens(board, client):
    fail(client, 5)
    assert sign_in(client, address="203.0.113.6").status_code == 302


def test_twenty_failures_on_many_names_close_the_address(board, client):
    for number in range(20):
        fail(client, 1, username=f"ten{number}")
    assert sign_in(client).status_code == 429
    assert sign_in(client, address="203.0.113.6").status_code == 302


def test_the_addresses_of_one_ipv6_network_are_one(board, client):
    for number in range(5):
        answer = fail(client, 1, address=f"2001:db8:1:2::{number:x}")
    assert answer.status_code == 429
    assert sign_in(client, address="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(client, address="2001:db8:1:3::1").status_code == 302


def test_sixty_failures_from_many_networks_of_one_line_close_the_line(board, client):
    for number in range(60):
        fail(client, 1, username=f"ten{number}", address=f"2001:db8:1:{number:x}::1")
    assert sign_in(client, address="2001:db8:1:ffff::1").status_code == 429
    assert sign_in(client, address="2001:db8:2::1").status_code == 302


def test_spellings_of_a_name_are_counted_as_one(board, client):
    for spelling in (
        "contributor",
        "CONTRIBUTOR",
        "contributor ",
        "ｃontributor",
        "con\u200btributor",
    ):
        answer = fail(client, 1, username=spelling)
    assert answer.status_code == 429


def test_ones_own_success_does_not_clear_failures_on_other_names(board, client):
    for number in range(19):
        fail(client, 1, username=f"ten{number}")
    sign_in(client)
    client.logout()
    fail(client, 1, username="ten99")
    assert sign_in(client).status_code == 429


def test_a_quarter_of_an_hour_later_it_opens_again(board, client):
    from axes.models import AccessAttempt

    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_a_forged_header_neither_hides_nor_frames_anybody(board, client):
    for number in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert sign_in(client).status_code == 429


def test_behind_our_proxy_the_visitor_counts_and_not_the_proxy(board, client):
    fail(client, 5, address="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    other = sign_in(client, address="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.10")
    same = sign_in(client, address="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert (other.status_code, same.status_code) == (302, 429)


def test_an_existing_and_an_invented_name_get_the_same_answer(board, client):
    known = fail(client, 1).content.decode().replace("contributor", "")
    unknown = fail(client, 1, username="khongco").content.decode().replace("khongco", "")

    def without_token(html):
        import re

        return re.sub(r'(csrfmiddlewaretoken" value=|csrfToken": |CSRF_TOKEN": )"[^"]+"', "", html)

    assert without_token(known) == without_token(unknown)


def test_sign_ins_and_failures_are_logged_with_the_address(board, client):
    fail(client, 1)
    sign_in(client)
    logged = dict(ModelLogEntry.objects.values_list("action", "data__address"))
    assert logged["accounts.sign_in_failed"] == logged["accounts.signed_in"] == "203.0.113.5"


def test_what_was_typed_as_a_name_is_not_kept_when_no_such_account_exists(board, client):
    fail(client, 1, username="MatKhauCuaToi123")
    entry = ModelLogEntry.objects.get(action="accounts.sign_in_failed")
    assert entry.label == UNKNOWN_ACCOUNT
    assert "MatKhau" not in str(entry.data)


def idle(person, days=46):
    past = timezone.now() - timedelta(days=days)
    type(person).objects.filter(pk=person.pk).update(last_login=past, active_since=past)


def test_an_account_idle_for_45_days_is_locked_at_the_next_sign_in(board, client):
    idle(board.contributor)
    assert "45 ngày không dùng" in sign_in(client).content.decode()
    board.contributor.refresh_from_db()
    assert (board.contributor.is_active, bool(board.contributor.locked_at)) == (False, True)


def test_44_days_are_not_45(board, client):
    idle(board.contributor, days=44)
    assert sign_in(client).status_code == 302


def test_the_nightly_command_locks_the_idle_and_nobody_else(board, capsys):
    idle(board.contributor)
    call_command("lock_idle_accounts", dry_run=True)
    assert get_user_model().objects.filter(is_active=True).count() == 5
    call_command("lock_idle_accounts")
    assert "Đã khóa 1 tài khoản" in capsys.readouterr().out
    assert not get_user_model().objects.get(pk=board.contributor.pk).is_active
    assert ModelLogEntry.objects.filter(action="accounts.locked_idle").count() == 1


def test_the_last_superuser_is_never_locked(board):
    only = make_person("goc", is_superuser=True)
    idle(only)
    call_command("lock_idle_accounts", verbosity=0)
    assert get_user_model().objects.get(pk=only.pk).is_active
    make_person("goc2", is_superuser=True)
    call_command("lock_idle_accounts", verbosity=0)
    assert not get_user_model().objects.get(pk=only.pk).is_active


def test_an_account_that_is_opened_again_stays_open(board, client):
    idle(board.contributor)
    call_command("lock_idle_accounts", verbosity=0)
    person = get_user_model().objects.get(pk=board.contributor.pk)
    person.is_active = True
    person.save()
    assert sign_in(client).status_code == 302


def test_the_command_opens_a_locked_and_throttled_account(board, client):
    idle(board.contributor)
    call_command("lock_idle_accounts", verbosity=0)
    fail(client, 5)
    told = StringIO()
    call_command("unlock_account", "contributor", stdout=told)
    assert "mở lại tài khoản" in told.getvalue()
    assert "gõ sai mật khẩu" in told.getvalue()
    assert sign_in(client).status_code == 302
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("unlock_account", "aido")


def test_the_command_says_that_nothing_was_locked_and_what_still_stands_in_the_way(board):
    told = StringIO()
    get_user_model().objects.create_user("trong")  # no password, no role
    call_command("unlock_account", "trong", stdout=told)
    assert "vốn không bị khóa" in told.getvalue()
    assert "chưa có mật khẩu" in told.getvalue()
    assert "chưa có vai trò" in told.getvalue()


def test_a_password_shorter_than_14_characters_is_refused(board, client):
    client.force_login(board.administrator)
    data = {"username": "moi", "email": "moi@xa.test", "first_name": "Mới", "last_name": "Người",
            "password1": "Ngan123!abc", "password2": "Ngan123!abc"}  # fmt: skip
    answer = client.post(reverse("wagtailusers_users:add"), data)
    assert "14 ký tự" in answer.content.decode()
    assert not get_user_model().objects.filter(username="moi").exists()
