"""Addresses of pages made without Wagtail's script, and of pages with a title that is taken."""

import pytest
from django.urls import reverse

from accounts.models import User
from news.models import ArticlePage
from tests.factories import make_home, make_section
from tests.site.admin_access import FORMS

TITLE = "Lịch cắt điện tháng này"
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def section(db):
    return make_section(make_home(), "Thông báo")


@pytest.fixture
def editor(client, db):
    client.force_login(User.objects.create_superuser("su", password="mat khau rat dai"))
    return client


def fields(title, slug="", **more):
    return FORMS | {"title": title, "slug": slug, "genre": "tin", "legacy_views": "0"} | more


def add(editor, section, title, slug="", **more):
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    editor.post(address, fields(title, slug, **more))
    return ArticlePage.objects.order_by("pk").last()


@pytest.mark.parametrize("action", [{}, PUBLISH])
def test_an_address_left_empty_comes_from_the_title(editor, section, action):
    article = add(editor, section, TITLE, **action)
    assert article.slug == "lich-cat-dien-thang-nay"
    assert article.live == bool(action)


@pytest.mark.parametrize("slug", ["", "lich-cat-dien-thang-nay"])
def test_a_title_used_before_asks_nothing_of_its_editor(editor, section, slug):
    first = add(editor, section, TITLE, slug, **PUBLISH)
    second = add(editor, section, TITLE, slug, **PUBLISH)
    assert (first.slug, second.slug) == ("lich-cat-dien-thang-nay", "lich-cat-dien-thang-nay-2")
    assert second.live


def test_saving_a_draft_again_keeps_the_address_it_got(editor, section):
    add(editor, section, TITLE)
    second = add(editor, section, TITLE)
    edit = reverse("wagtailadmin_pages:edit", args=[second.pk])
    for slug in ("lich-cat-dien-thang-nay", "lich-cat-dien-thang-nay-2", ""):
        editor.post(edit, fields(TITLE, slug))
        second.refresh_from_db()
        assert second.slug == "lich-cat-dien-thang-nay-2"


def test_an_address_that_readers_know_does_not_follow_the_title(editor, section):
    article = add(editor, section, TITLE, **PUBLISH)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    editor.post(edit, fields("Lịch cắt điện, đã sửa", article.slug, **PUBLISH))
    article.refresh_from_db()
    assert article.slug == "lich-cat-dien-thang-nay"
    editor.post(edit, fields("Lịch cắt điện, đã sửa", "", **PUBLISH))
    article.refresh_from_db()
    assert article.slug == "lich-cat-dien-thang-nay"


def test_an_address_of_ones_own_that_is_taken_is_an_error(editor, section):
    add(editor, section, TITLE, "cat-dien")
    add(editor, section, "Bài khác", "cat-dien")
    assert ArticlePage.objects.count() == 1
