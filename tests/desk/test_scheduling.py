"""One button schedules an article, or the screen says what is still missing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage
from tests.desk.articles_form import FORM, form_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db
PRESSED = {"action-schedule": "1"}


def _typed(days):
    return f"{timezone.localtime() + timedelta(days=days):%d/%m/%Y %H:%M}" if days else ""


def _set(client, article, start=0, end=0, **more):
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        form_of(article, go_live_at=_typed(start), expire_at=_typed(end), **PRESSED, **more),
        follow=True,
    )
    article.refresh_from_db()
    return " ".join(map(str, answer.context["messages"]))


def test_after_the_button_the_article_is_scheduled(board, as_):
    article = board.draft(board.chief)
    said = _set(as_(board.chief), article, start=2)
    assert "Đã hẹn: bài tự đăng lúc" in said
    assert article.approved_schedule
    assert not article.live


def test_a_new_article_too(board, as_):
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", board.news.pk])
    data = FORM | PRESSED | {"title": "Họp thôn", "go_live_at": _typed(2)}
    answer = as_(board.chief).post(add, data, follow=True)
    assert "Đã hẹn" in " ".join(map(str, answer.context["messages"]))
    article = ArticlePage.objects.get(draft_title="Họp thôn")
    assert article.approved_schedule
    assert not article.live


def test_who_may_not_publish_is_told_the_step_that_is_missing(board, as_):
    article = board.draft(board.contributor)
    said = _set(as_(board.contributor), article, start=2)
    assert "bấm “Gửi duyệt”" in said
    assert not article.approved_schedule


def test_an_end_set_on_a_live_article_takes_it_off(board, as_):
    article = make_article(board.news, "Thông báo", lead="Sa-pô.")
    said = _set(as_(board.chief), article, end=3)
    assert "tự gỡ lúc" in said
    assert article.expire_at > timezone.now()
    assert article.live


def test_numbers_of_people_are_looked_at_before_an_hour_is_set(board, as_):
    article = board.draft(board.chief)
    said = _set(as_(board.chief), article, start=2, lead="Gọi ông Páo 0912 345 678.")
    assert "số của người dân" in said
    assert not article.approved_schedule


def test_no_hours_is_said_so(board, as_):
    article = board.draft(board.chief)
    assert "không hẹn giờ" in _set(as_(board.chief), article)


def test_saving_by_itself_schedules_nothing(board, as_):
    article = board.draft(board.chief)
    as_(board.chief).post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        form_of(article, go_live_at=_typed(2), **PRESSED),
        headers={"Accept": "application/json"},
    )
    article.refresh_from_db()
    assert not article.approved_schedule
