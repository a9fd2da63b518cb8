"""Deleted pages can be brought back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from desk import trash
from desk.models import TrashedPage
from news.models import ArticlePage
from tests.factories import make_article


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


@pytest.fixture
def article(board):
    article = make_article(board.news, "Chợ phiên", slug="cho-phien")
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def test_a_deleted_article_is_off_the_site_and_in_the_trash(board, as_, article, client):
    url = article.url
    assert client.get(url).status_code == 200
    delete(as_(board.chief), article)
    client.logout()
    assert client.get(url).status_code == 404
    assert TrashedPage.objects.get().page_id == article.pk
    assert not Redirect.objects.exists()


def test_it_comes_back_as_it_was(board, as_, article, client):
    url = article.url
    delete(as_(board.chief), article)
    answer = as_(board.chief).post(
        reverse("trash_bring_back", args=[TrashedPage.objects.get().pk]), follow=True
    )
    assert "đang hiện trên trang" in answer.content.decode()
    client.logout()
    assert client.get(url).status_code == 200
    back = ArticlePage.objects.get(pk=article.pk)
    assert back.published_at == article.published_at
    assert back.first_published_at == article.first_published_at
    assert not TrashedPage.objects.exists()


def test_changes_that_were_not_published_stay_unpublished(board, as_, article):
    article.title = "Chợ phiên, bản sửa"
    article.save_revision()
    trashed = trash.throw_away(article, board.chief)
    back = trash.bring_back(trashed, board.chief)
    assert back.title == "Chợ phiên"
    assert back.get_latest_revision_as_object().title == "Chợ phiên, bản sửa"


def test_a_section_goes_and_comes_back_with_its_articles(board, article):
    draft = board.draft(board.contributor)
    trashed = trash.throw_away(board.news, board.chief)
    assert not Page.objects.filter(pk=article.pk, live=True).exists()
    trash.bring_back(trashed, board.chief)
    assert Page.objects.get(pk=article.pk).live
    assert not Page.objects.get(pk=draft.pk).live
    assert Page.objects.get(pk=article.pk).url_path.endswith("/tin-tuc/cho-phien/")


def test_an_article_whose_section_is_gone_too_says_so(board, as_, article):
    item = trash.throw_away(article, board.chief)
    trash.throw_away(board.news, board.chief)
    chief = as_(board.chief)
    answer = chief.post(reverse("trash_bring_back", args=[item.pk]), follow=True)
    assert "lấy lại chuyên mục trước" in answer.content.decode()
    assert TrashedPage.objects.filter(pk=item.pk).exists()


def test_a_slug_that_was_taken_meanwhile_does_not_stop_the_return(board, article):
    trashed = trash.throw_away(article, board.chief)
    make_article(board.news, "Bài khác", slug="cho-phien")
    back = trash.bring_back(trashed, board.chief)
    assert back.slug == f"cho-phien-{article.pk}"
    assert back.live


def test_neither_approval_nor_the_clock_reaches_into_the_trash(board):
    article, _task = board.submitted(board.contributor)
    article.go_live_at = timezone.now() + timedelta(minutes=1)
    article.save_revision(user=board.chief).publish(user=board.chief)
    trash.throw_away(article, board.chief)
    article.refresh_from_db()
    assert not article.current_workflow_state
    assert not article.revisions.filter(approved_go_live_at__isnull=False).exists()
    call_command("publish_scheduled", verbosity=0)
    article.refresh_from_db()
    assert not article.live


def test_several_articles_go_to_the_trash_together(board, as_):
    first, second = make_article(board.news), make_article(board.news)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    as_(board.chief).post(f"{url}?id={first.pk}&id={second.pk}&next=/quan-tri/")
    assert set(TrashedPage.objects.values_list("page", flat=True)) == {first.pk, second.pk}


def test_contributors_see_and_bring_back_only_their_own(board, as_):
    own = board.draft(board.contributor)
    other = board.draft(board.editor)
    trash.throw_away(own, board.contributor)
    trash.throw_away(other, board.chief)
    shown = {item.page_id for item in trash.trashed_for(board.contributor)}
    assert shown == {own.pk}
    hidden = TrashedPage.objects.get(page=other.pk)
    answer = as_(board.contributor).post(reverse("trash_bring_back", args=[hidden.pk]))
    assert answer.status_code == 404


def test_only_administrators_delete_for_good(board, as_, article):
    item = trash.throw_away(article, board.chief)
    url = reverse("trash_delete", args=[item.pk])
    assert as_(board.chief).post(url).status_code in (302, 403)
    assert ArticlePage.objects.filter(pk=article.pk).exists()
    as_(board.administrator).post(url)
    assert not ArticlePage.objects.filter(pk=article.pk).exists()


def test_the_front_page_cannot_be_deleted(board, as_):
    delete(as_(board.chief), board.home)
    assert Page.objects.filter(pk=board.home.pk).exists()
    assert not TrashedPage.objects.exists()


def test_nobody_meets_deleted_pages_in_the_page_chooser(board, as_, article):
    trash.throw_away(article, board.chief)
    found = as_(board.administrator).get(reverse("wagtailadmin_choose_page_search"), {"q": "Chợ"})
    assert "Chợ phiên" not in found.content.decode()
