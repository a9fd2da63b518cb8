"""The editor says why an article came back, and what approving or sending back did."""

import pytest
from django.urls import reverse

from tests.desk.articles_form import form_of

pytestmark = pytest.mark.django_db


def _decide(client, article, action, extra="{}"):
    pressed = {
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "workflow-action-extra-data": extra,
    }
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = client.post(edit, form_of(article, **pressed), follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_the_reason_stands_over_the_editor_until_the_article_is_sent_again(board, as_):
    article, task = board.submitted(board.contributor, title="Họp thôn")
    task.reject(user=board.chief, comment="Thiếu giờ họp.")
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    shown = as_(board.contributor).get(edit).content.decode()
    assert "Sùng Mí Dũng" in shown
    assert "Thiếu giờ họp." in shown
    article.current_workflow_state.resume(board.contributor)
    assert "Thiếu giờ họp." not in as_(board.contributor).get(edit).content.decode()


def test_approving_says_that_readers_see_it_now(board, as_):
    article, _ = board.submitted(board.contributor, title="Họp thôn")
    said = _decide(as_(board.chief), article, "approve")
    assert any("Đã duyệt “Họp thôn”. Bài đã hiện trên trang." in words for words in said), said


def test_sending_back_says_who_reads_the_reason(board, as_):
    article, _ = board.submitted(board.contributor, title="Họp thôn")
    said = _decide(as_(board.chief), article, "reject", '{"comment": "Thiếu giờ"}')
    assert any("Đã trả lại “Họp thôn”. Lý Thị Hoa" in words for words in said), said
