from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sessions import SessionStore

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


def test_every_request_moves_the_end_of_the_session(key):
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
