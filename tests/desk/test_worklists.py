"""Today's work on the admin's home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desk import worklists
from news.models import ArticlePage


def titles(rows):
    return [row.page.title for row in rows]


def test_each_article_stands_in_the_list_of_what_must_be_done_with_it(board):
    board.draft(board.contributor, title="Nháp")
    board.submitted(board.contributor, title="Chờ")
    _back, task = board.submitted(board.contributor, title="Trả")
    task.reject(user=board.chief, comment="Thiếu ảnh.")
    tomorrow = timezone.now() + timedelta(days=1)
    _hour, hour_task = board.submitted(board.contributor, title="Hẹn", go_live_at=tomorrow)
    hour_task.approve(user=board.chief)
    _shown, shown_task = board.submitted(board.contributor, title="Đăng")
    shown_task.approve(user=board.chief)
    me = board.contributor
    assert titles(worklists.my_drafts(me)) == ["Nháp"]
    assert titles(worklists.mine_waiting(me)) == ["Chờ"]
    (row,) = worklists.sent_back(me)
    assert (row.page.title, row.note, row.who) == ("Trả", "Thiếu ảnh.", "Sùng Mí Dũng")
    assert titles(worklists.published_this_week(me)) == ["Đăng"]
    assert titles(worklists.waiting_for_me(board.chief)) == ["Chờ"]
    assert titles(worklists.waiting_for_me(me)) == []
    assert titles(worklists.scheduled(board.chief)) == titles(worklists.scheduled(me)) == ["Hẹn"]


def test_those_who_publish_see_everybodys_new_articles_with_views(board):
    article, task = board.submitted(board.contributor, title="Đăng")
    task.approve(user=board.chief)
    (row,) = worklists.published_this_week(board.chief)
    assert (row.page.pk, row.who, row.views) == (article.pk, "Lý Thị Hoa", 0)
    assert worklists.published_this_week(board.editor) == []


def test_an_older_article_is_no_news_of_the_week(board):
    article, task = board.submitted(board.contributor)
    task.approve(user=board.chief)
    ArticlePage.objects.filter(pk=article.pk).update(
        first_published_at=timezone.now() - timedelta(days=8)
    )
    assert worklists.published_this_week(board.contributor) == []


@pytest.mark.parametrize("role", ["contributor", "editor", "chief", "administrator", "statistics"])
def test_every_role_gets_a_home_page_in_its_own_name(board, as_, role):
    person = board.people[role]
    answer = as_(person).get(reverse("wagtailadmin_home"))
    assert f"Chào {person.first_name}" in answer.content.decode()


@pytest.mark.parametrize("role", ["contributor", "chief"])
def test_the_home_page_costs_the_same_for_two_articles_in_each_list_as_for_six(board, as_, role):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_(board.people[role]).get(reverse("wagtailadmin_home"))
        return len(captured)

    def add(count):
        for _ in range(count):
            board.draft(board.contributor)
            board.submitted(board.contributor)
            _article, task = board.submitted(board.contributor)
            task.reject(user=board.chief, comment="Sửa.")
            _article, task = board.submitted(board.contributor)
            task.approve(user=board.chief)

    add(2)
    queries()  # the first visit writes the site's empty settings
    queries()
    few = queries()
    add(4)
    queries()  # what every page shows is remembered anew after a change
    assert queries() == few
