"""The page "Máy chủ": in plain words, for administrators, with Vietnamese times."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from operations import jobs, status
from tests.board import make_board

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _scratch(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.CERTIFICATE_FILE = str(tmp_path / "none.pem")
    cache.clear()


def test_an_administrator_reads_how_the_machine_is(admin_client, settings, monkeypatch):
    for name in jobs.JOBS:
        status.note(name)
    status.fail("outside", "Không thấy thư mục /mnt/usb (ổ đĩa chưa cắm?).")
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
    )
    status.note("backup")
    html = admin_client.get(reverse("server")).content.decode()
    for words in ("Sao lưu lần cuối", "02:30 27/11/2026", "Bản sao ngoài máy này", "Ổ đĩa", "ổ đĩa chưa cắm",
                  "Khóa sao lưu trên giấy", "giờ Việt Nam", "Việc định kỳ"):  # fmt: skip
        assert words in html


def test_second_databases_are_told_of_where_there_are_any(admin_client):
    page = reverse("server")
    assert "Máy dự phòng" not in admin_client.get(page).content.decode()
    for name in ("point-in-time", "standby"):
        status.note(name)
    html = admin_client.get(page).content.decode()
    assert "Về lại đúng phút" in html
    assert "Máy dự phòng" in html


def test_an_editor_does_not(client):
    board = make_board()
    client.force_login(board.contributor)
    assert client.get(reverse("server")).status_code in (302, 403)
    assert "Máy chủ có" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_home_page_says_that_something_needs_a_person_and_leads_there(admin_client):
    html = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Máy chủ có" in html
    assert reverse("server") in html


def test_a_test_letter_is_sent_and_confirmed_from_the_page(admin_client, settings):
    settings.ADMINS = [("", "quan-tri@xa.test")]
    admin_client.post(reverse("server"))
    code = mail.outbox[0].body.split("--confirm ")[1].split()[0]
    answer = admin_client.post(reverse("server"), {"code": "sai"}, follow=True)
    assert "Mã không đúng" in answer.content.decode()
    answer = admin_client.post(reverse("server"), {"code": code}, follow=True)
    assert "đã xác nhận" in answer.content.decode()


def test_without_a_mail_server_the_button_says_so(admin_client, settings):
    settings.ADMINS = [("", "quan-tri@xa.test")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    answer = admin_client.post(reverse("server"), follow=True)
    assert "Chưa đặt EMAIL_URL" in answer.content.decode()


@pytest.mark.parametrize("number", [28, 30, 122])
def test_where_the_disk_takes_nothing_an_editor_reads_what_happened_and_that_the_text_is_kept(
    admin_client, monkeypatch, number
):
    def refuse(request):
        raise OSError(number, "x")

    monkeypatch.setattr("operations.server_page._mail", refuse)
    admin_client.raise_request_exception = False
    answer = admin_client.post(reverse("server"))
    assert answer.status_code == 503
    text = answer.content.decode()
    assert "Ổ đĩa đầy hoặc đang khóa" in text
    assert "chữ đã gõ vẫn còn" in text
