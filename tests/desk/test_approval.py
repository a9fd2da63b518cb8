"""Submit, approve or send back with a reason; who did what stays on record."""

from django.core import mail
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from news.models import ArticlePage
from tests.factories import make_article

MODAL = {"x-requested-with": "XMLHttpRequest"}


def act(client, article, task, name, **data):
    url = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, name, task.pk])
    return client.post(url, data)


def test_every_page_of_the_site_goes_through_duyet_tin(board):
    article = board.draft(board.contributor)
    assert article.get_workflow().name == "Duyệt tin"
    assert [task.name for task in article.get_workflow().tasks] == ["Tổng biên tập duyệt"]


def test_submitting_tells_the_editor_in_chief_by_mail(board):
    board.submitted(board.contributor, title="Chợ phiên")
    (letter,) = [letter for letter in mail.outbox if letter.to == [board.chief.email]]
    assert "Chợ phiên" in letter.subject + letter.body


def test_approving_publishes_and_tells_the_author(board, as_):
    article, task = board.submitted(board.contributor, title="Chợ phiên")
    mail.outbox.clear()
    act(as_(board.chief), article, task, "approve")
    article.refresh_from_db()
    assert article.live
    assert [letter.to for letter in mail.outbox] == [[board.contributor.email]]


def test_sending_back_needs_a_reason(board, as_):
    article, task = board.submitted(board.contributor)
    url = reverse(
        "wagtailadmin_pages:collect_workflow_action_data", args=[article.pk, "reject", task.pk]
    )
    answer = as_(board.chief).post(url, {"comment": ""}, headers=MODAL)
    assert "Hãy ghi lý do" in answer.json()["html"]
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS


def test_the_author_reads_the_reason_on_the_home_page_and_in_a_letter(board, as_):
    article, task = board.submitted(board.contributor, title="Chợ phiên")
    mail.outbox.clear()
    act(as_(board.chief), article, task, "reject", comment="Thiếu ảnh.")
    assert "Thiếu ảnh." in mail.outbox[0].body
    assert "Thiếu ảnh." in as_(board.contributor).get(reverse("wagtailadmin_home")).content.decode()


def test_who_sent_back_and_who_approved_stays_when_the_page_is_deleted(board, as_):
    article, task = board.submitted(board.contributor, title="Chợ phiên")
    act(as_(board.chief), article, task, "reject", comment="Thiếu ảnh.")
    article.current_workflow_state.resume(board.contributor)
    act(as_(board.chief), article, article.current_workflow_task_state, "approve")
    article.delete()
    done = PageLogEntry.objects.filter(page=article.pk, user=board.chief)
    assert {"wagtail.workflow.reject", "wagtail.workflow.approve", "wagtail.publish"} <= set(
        done.values_list("action", flat=True)
    )


def test_the_book_of_approvals_shows_and_exports_the_reason(board, as_):
    article, task = board.submitted(board.contributor, title="Chợ phiên")
    act(as_(board.chief), article, task, "reject", comment="Thiếu ảnh.")
    url = reverse("approvals_report")
    shown = as_(board.chief).get(url).content.decode()
    exported = b"".join(as_(board.chief).get(url, {"export": "csv"}).streaming_content).decode()
    for text in (shown, exported):
        assert "Thiếu ảnh." in text
        assert "Sùng Mí Dũng" in text


def test_an_article_with_private_numbers_asks_before_it_is_approved(board):
    article, task = board.submitted(board.contributor, lead="Gọi anh Páo: 0912 345 678.")
    actions = {
        name: modal for name, _label, modal in task.task.specific.get_actions(article, board.chief)
    }
    assert actions == {"reject": True, "approve": True}


def test_a_confirmed_approval_publishes(board, as_):
    article, task = board.submitted(board.contributor, lead="Gọi anh Páo: 0912 345 678.")
    url = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    asked = as_(board.chief).post(url, {"asked": "1"}, headers=MODAL)
    assert "Hãy xem lại bài" in asked.json()["html"]
    as_(board.chief).post(url, {"asked": "1", "confirmed": "on"}, headers=MODAL)
    article.refresh_from_db()
    assert article.live


def test_a_contributor_can_neither_approve_nor_publish_by_hand(board, as_):
    article, task = board.submitted(board.contributor)
    act(as_(board.contributor), article, task, "approve")
    article.refresh_from_db()
    assert not article.live


def test_an_article_without_a_date_gets_the_hour_of_its_publication_once(board):
    article = board.draft(board.contributor)
    assert article.published_at is None
    article.get_latest_revision().publish(user=board.chief)
    first = ArticlePage.objects.get(pk=article.pk)
    assert first.published_at == first.first_published_at
    first.get_latest_revision_as_object().save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).published_at == first.published_at


def test_a_contributor_cannot_open_a_section(board, as_):
    url = reverse("wagtailadmin_pages:add", args=["news", "sectionpage", board.news.pk])
    answer = as_(board.contributor).get(url, follow=True)
    assert "Trang loại này do Tổng biên tập mở" in answer.content.decode()
    assert as_(board.chief).get(url).status_code == 200


def test_publishing_private_numbers_asks_once(board, as_):
    article = make_article(board.news, body=[{"type": "text", "value": "<p>CCCD 001099012345</p>"}])
    article.save_revision()
    client = as_(board.chief)
    client.post(reverse("desk_publish_confirmed", args=[article.pk]))
    assert PageLogEntry.objects.filter(
        page=article.pk, action="wagtail.publish", user=board.chief
    ).exists()
    client = as_(board.contributor)
    assert client.post(reverse("desk_publish_confirmed", args=[article.pk])).status_code in (
        302,
        403,
    )
