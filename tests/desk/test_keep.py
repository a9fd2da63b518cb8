"""Nothing typed is lost when the session ends or the network goes away in the middle of writing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Page

from accounts.models import Session
from news.models import ArticlePage
from tests.board import PASSWORD, make_board
from tests.journeys import newsroom

ADMIN_SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.mark.django_db
def test_the_address_that_is_asked_answers_only_who_is_signed_in(client, admin_client, admin_user):
    address = reverse("session_state")
    assert client.get(address, **ADMIN_SCRIPT).status_code == 403
    answer = admin_client.get(address, **ADMIN_SCRIPT)
    assert answer.json()["user"] == admin_user.pk
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_signing_in_in_the_dialog_ends_on_the_page_that_tells_the_editor(client, admin_user):
    again = reverse("session_again")
    sent = client.get(again)
    assert sent["Location"] == f"{reverse('wagtailadmin_login')}?next={again}"
    client.force_login(admin_user)
    page = client.get(again)
    assert f'data-user="{admin_user.pk}"' in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"


@pytest.fixture
def board(db):
    return make_board()


def _write(page, board, title):
    newsroom.sign_in(page, board.contributor)
    newsroom.write_article(page, board.news.title, title, "Sa-pô của bài.", "Chữ của bài.")
    page.wait_for_load_state("load")


def _saved(title):
    return ArticlePage.objects.get(draft_title=title).get_latest_revision_as_object()


def _answered(page, words):
    """The server's message about the article is shown, whatever else the page has a place for."""
    shown = page.locator("main .messages").filter(has_text=words).first
    expect(shown).to_be_visible(timeout=newsroom.PATIENCE)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_session_that_ended_is_taken_up_again_over_the_editor(page_at, board, width):
    page = page_at(width)
    _write(page, board, "Họp thôn Nà Lạn")
    page.wait_for_timeout(2500)  # the first automatic save
    Session.objects.all().delete()
    page.fill("#id_lead", "Sa-pô viết lúc phiên đã hết.")
    page.locator("footer").get_by_role("button", name="Gửi duyệt").dispatch_event("click")
    frame = page.frame_locator("iframe[title='Đăng nhập lại']")
    expect(frame.locator("[name=username]")).to_be_visible(timeout=newsroom.PATIENCE)
    box = page.locator("dialog.sign-in-again").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    frame.locator("[name=username]").fill(board.contributor.username)
    frame.locator("[name=password]").fill(PASSWORD)
    frame.locator("button[type=submit]").click()
    _answered(page, "Họp thôn")
    saved = _saved("Họp thôn Nà Lạn")
    assert saved.lead == "Sa-pô viết lúc phiên đã hết."
    assert "Chữ của bài" in str(saved.body)


@pytest.mark.browser
def test_without_a_network_the_form_waits_and_is_sent_once(page_at, board):
    page = page_at(390)
    _write(page, board, "Đường lên bản sạt lở")
    page.wait_for_timeout(2500)
    page.context.set_offline(True)
    page.fill("#id_lead", "Viết lúc mất mạng.")
    page.locator("footer").get_by_role("button", name="Gửi duyệt").dispatch_event("click")
    expect(page.locator(".keep-bar")).to_contain_text(
        "có mạng lại sẽ tự gửi", timeout=newsroom.PATIENCE
    )
    expect(page.locator("#id_lead")).to_have_value("Viết lúc mất mạng.")
    page.context.set_offline(False)
    _answered(page, "Đường lên bản")
    assert _saved("Đường lên bản sạt lở").lead == "Viết lúc mất mạng."
    assert Page.objects.filter(draft_title="Đường lên bản sạt lở").count() == 1


@pytest.mark.browser
def test_a_page_closed_without_a_network_loses_nothing(page_at, board):
    page = page_at(390)
    _write(page, board, "Sửa cầu treo")
    page.wait_for_timeout(3000)  # saved by itself by now, or not: nothing is lost either way
    page.context.set_offline(True)
    page.fill("#id_lead", "Viết lúc mất mạng rồi đóng.")
    expect(page.locator(".keep-bar")).to_contain_text("chưa gửi được", timeout=newsroom.PATIENCE)
    page.wait_for_timeout(3000)  # kept a second after the last letter
    page.evaluate("window.onbeforeunload = null")
    page.context.set_offline(False)
    other = page.context.new_page()
    page.close()
    other.goto("/quan-tri/")
    expect(other.locator(".keep-bar")).to_contain_text(
        "“Sửa cầu treo”, viết lúc", timeout=newsroom.PATIENCE
    )
    assert _saved("Sửa cầu treo").lead == "Viết lúc mất mạng rồi đóng."
