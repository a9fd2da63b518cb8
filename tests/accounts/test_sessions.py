from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from accounts.sessions import SessionStore
from tests.board import PASSWORD, make_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    store = SessionStore()
    store["who"] = "Hoa"
    store.create()
    return store.session_key


def test_a_request_that_changes_nothing_undoes_nothing(key):
    ping, preview = SessionStore(key), SessionStore(key)
    assert ping["who"] == preview["who"]
    preview["preview"] = "bài đang viết"
    preview.save()
    ping.save()
    assert SessionStore(key)["preview"] == "bài đang viết"


def test_work_moves_the_end_of_the_session(key):
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    store = SessionStore(key)
    assert store["who"]
    store.save()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=7)


def test_a_session_ended_elsewhere_does_not_come_back(key):
    store = SessionStore(key)
    assert store["who"]
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_signing_in_and_out_leave_the_right_rows(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("su", password="x"))
    assert client.get("/quan-tri/so-tay/").status_code == 200
    assert Session.objects.count() == 1
    client.post("/quan-tri/logout/")
    assert client.get("/quan-tri/so-tay/").status_code == 302


DESK = "/quan-tri/so-tay/"
PING = "/quan-tri/phien/"
SESSIONS = "/quan-tri/phien-dang-nhap/"


@pytest.fixture
def board():
    return make_board()


def _ends_in(client, **span):
    """The session as it is that long before its end."""
    Session.objects.filter(pk=client.session.session_key).update(
        expire_date=timezone.now() + timedelta(**span)
    )


def _end(client):
    return Session.objects.get(pk=client.session.session_key).expire_date


def test_what_a_tab_sends_by_itself_keeps_no_session_alive(client, board):
    client.force_login(board.editor)
    _ends_in(client, minutes=5)
    assert client.get(PING).status_code == 200
    assert client.get("/tim-kiem/").status_code == 200
    assert _end(client) < timezone.now() + timedelta(minutes=6)
    assert client.get(DESK).status_code == 200
    assert _end(client) > timezone.now() + timedelta(hours=7)


def test_twelve_hours_after_the_sign_in_the_session_ends_whatever_is_done(client, board):
    client.force_login(board.editor)
    session = client.session
    session["_sign_in"] = session["_sign_in"] | {"at": session["_sign_in"]["at"] - 11.5 * 3600}
    session.save()
    client.get(DESK)
    assert _end(client) < timezone.now() + timedelta(minutes=31)
    session = client.session
    session["_sign_in"] = session["_sign_in"] | {"at": session["_sign_in"]["at"] - 3600}
    session.save()
    assert client.get(DESK).status_code == 302


def test_people_see_where_they_are_signed_in_and_sign_out_elsewhere(client, board):
    agent = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/70.0 Mobile Safari/537.36"
    phone, stranger = Client(headers={"user-agent": agent}), Client()
    for each in (phone, client):
        each.post("/quan-tri/login/", {"username": "editor", "password": PASSWORD})
    stranger.force_login(board.chief)
    shown = client.get(SESSIONS).content.decode()
    assert "Chrome trên Android" in shown
    assert "(nơi này)" in shown
    done = client.post(SESSIONS, follow=True)
    assert "Đã đăng xuất 1 nơi khác" in done.content.decode()
    assert phone.get(DESK).status_code == 302
    assert client.get(DESK).status_code == 200
    assert stranger.get(DESK).status_code == 200


def test_a_letter_tells_of_a_device_that_was_never_used_before(client, board, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.xa.test"
    first, elsewhere = {"username": "editor", "password": PASSWORD}, Client()
    client.post("/quan-tri/login/", first)
    assert mailoutbox == [], "the first sign-in of an account is no news"
    client.post("/quan-tri/logout/")
    client.post("/quan-tri/login/", first)
    assert mailoutbox == [], "the same device again"
    elsewhere.post("/quan-tri/login/", first)
    (letter,) = mailoutbox
    assert letter.to == ["editor@xa.test"]
    assert "127.0.0.1" in letter.body


def test_a_mail_server_that_is_away_keeps_nobody_out(client, board, settings, monkeypatch):
    settings.EMAIL_HOST = "mail.xa.test"
    type(board.editor).objects.update(last_login=timezone.now())

    def away(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("accounts.letters.send_mail", away)
    client.post("/quan-tri/login/", {"username": "editor", "password": PASSWORD})
    assert client.get(DESK).status_code == 200


NEW = "mot cau that de nho cua toi"
OWN = "/quan-tri/mat-khau-cua-toi/"


def _set_by_administrator(client, board):
    client.force_login(board.administrator)
    form = {
        "username": "editor", "email": "editor@xa.test", "first_name": "Nam", "last_name": "Vàng Văn",
        "password1": "mat khau duoc cap tu tren", "password2": "mat khau duoc cap tu tren", "is_active": "on",
        "groups": [group.pk for group in board.editor.groups.all()],
    }  # fmt: skip
    assert client.post(f"/quan-tri/users/edit/{board.editor.pk}/", form).status_code == 302
    client.logout()


def test_a_password_that_an_administrator_chose_is_changed_before_anything_else(client, board):
    _set_by_administrator(client, board)
    given = {"username": "editor", "password": "mat khau duoc cap tu tren"}
    client.post("/quan-tri/login/", given)
    assert client.get(DESK).url == f"{OWN}?next=%2Fquan-tri%2Fso-tay%2F"
    same = client.post(
        OWN, {"new_password1": given["password"], "new_password2": given["password"]}
    )
    assert "Hãy đặt mật khẩu khác" in same.content.decode()
    done = client.post(OWN, {"new_password1": NEW, "new_password2": NEW, "next": DESK})
    assert done.url == DESK
    assert client.get(DESK).status_code == 200
    client.logout()
    assert client.login(username="editor", password=NEW)


def test_ones_own_password_is_never_asked_to_be_changed(client, board):
    client.force_login(board.editor)
    assert client.get(OWN).url == "/quan-tri/"
