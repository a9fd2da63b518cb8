"""An article is dated when it appears, on every way to its readers; a copy is a new article."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from news.models import ArticlePage
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home())


def _is_now(moment):
    return moment is not None and abs(timezone.now() - moment) < timedelta(minutes=1)


def _form(title="Lịch cắt điện", go_live=None, expire=None, published_at="", **more):
    def typed(moment):
        return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}" if moment else ""

    return nested_form_data(
        {
            "title": title, "slug": "", "lead": "", "author": "", "genre": "tin", "source": "",
            "source_url": "", "cover": "", "published_at": published_at, "tags": "", "label": "",
            "when_note": "", "legacy_views": "0", "seo_title": "", "search_description": "",
            "go_live_at": typed(go_live), "expire_at": typed(expire),
            "body": streamfield([("text", rich_text("<p>Từ 7 giờ.</p>"))]),
            "pinned_articles-TOTAL_FORMS": "0", "pinned_articles-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "", **more,
        }
    )  # fmt: skip


def _let_the_hour_come(article):
    article.revisions.exclude(approved_go_live_at=None).update(
        approved_go_live_at=timezone.now() - timedelta(seconds=1)
    )
    revision = article.revisions.latest("pk")
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")
    article.refresh_from_db()


def _write(client, section, **options):
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    answer = client.post(address, _form(**options))
    assert answer.status_code == 302, answer.context["form"].errors
    return ArticlePage.objects.latest("pk")


def _edit(client, article, **options):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = client.post(address, _form(**options))
    assert answer.status_code == 302, answer.context["form"].errors
    article.refresh_from_db()
    return client.get(answer["Location"]).content.decode()


def test_published_now(admin_client, section):
    assert _is_now(_write(admin_client, section, **{"action-publish": "1"}).published_at)


def test_scheduled_from_the_new_form_it_is_dated_at_its_hour_and_not_when_typed(
    admin_client, section
):
    later = timezone.now() + timedelta(days=2)
    article = _write(admin_client, section, go_live=later, **{"action-publish": "1"})
    assert not article.live
    assert article.published_at is None
    _let_the_hour_come(article)
    assert article.live
    assert _is_now(article.published_at)


def test_scheduled_after_a_draft(admin_client, section):
    article = _write(admin_client, section)
    assert article.published_at is None
    later = timezone.now() + timedelta(days=2)
    _edit(admin_client, article, go_live=later, **{"action-publish": "1"})
    assert article.published_at is None
    _let_the_hour_come(article)
    assert _is_now(article.published_at)


def test_a_date_that_the_editor_wrote_stays(admin_client, section):
    article = _write(
        admin_client, section, published_at="01/11/2026 08:00", **{"action-publish": "1"}
    )
    assert f"{timezone.localtime(article.published_at):%d/%m/%Y %H:%M}" == "01/11/2026 08:00"


def _ended(section):
    article = make_article(section, expire_at=timezone.now() - timedelta(minutes=5))
    call_command("publish_scheduled")
    article.refresh_from_db()
    assert article.expired
    return article


def test_put_back_after_its_end_it_is_dated_anew_and_stays(admin_client, section):
    article = _ended(section)
    shown = f"{timezone.localtime(article.published_at):%d/%m/%Y %H:%M}"
    said = _edit(admin_client, article, published_at=shown, expire=article.expire_at, **{"action-publish": "1"})  # fmt: skip
    assert article.live
    assert _is_now(article.published_at)
    assert "đã qua nên không còn dùng nữa" in said
    call_command("publish_scheduled")
    article.refresh_from_db()
    assert article.live


def test_put_back_after_its_end_at_a_set_hour_it_is_dated_at_that_hour(admin_client, section):
    article = _ended(section)
    shown = f"{timezone.localtime(article.published_at):%d/%m/%Y %H:%M}"
    later = timezone.now() + timedelta(days=1)
    _edit(admin_client, article, published_at=shown, go_live=later, **{"action-publish": "1"})
    _let_the_hour_come(article)
    assert article.live
    assert _is_now(article.published_at)


def test_taken_off_by_hand_and_put_back_it_keeps_its_date(section):
    article = make_article(section, at=(2026, 11, 1))
    before = article.published_at
    article.unpublish()
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.published_at == before


def test_a_draft_is_saved_though_its_end_has_passed_and_the_editor_is_told(admin_client, section):
    article = make_article(section)
    end = timezone.now() - timedelta(days=1)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=end, live=False, expired=True)
    said = _edit(admin_client, article, title="Viết lại", expire=end)
    assert article.get_latest_revision_as_object().title == "Viết lại"
    assert "đã qua nên không còn dùng nữa" in said
    _edit(admin_client, article, title="Viết lại lần nữa", expire=end)  # and once more


def test_an_end_typed_today_in_the_past_is_refused(admin_client, section):
    article = make_article(section)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = admin_client.post(address, _form(expire=timezone.now() - timedelta(days=1)))
    assert "expire_at" in answer.context["form"].errors


def _old_notice(section, **fields):
    return make_article(section, at=(2026, 11, 1), legacy_views=1250, **fields)


def _copy(client, page, parent, **ticked):
    data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": parent.pk, **ticked}
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_copy_has_no_old_views_and_no_date_until_it_appears(admin_client, section):
    end = timezone.now() + timedelta(days=3)
    notice = _old_notice(section, expire_at=end)
    _copy(admin_client, notice, section)
    copy = ArticlePage.objects.get(slug="ban-sao")
    draft = copy.get_latest_revision_as_object()
    for one in (copy, draft):
        assert (one.legacy_views, one.published_at, one.expire_at) == (0, None, None)
    draft.save_revision().publish()
    copy.refresh_from_db()
    assert _is_now(copy.published_at)
    assert copy.legacy_views == 0
    assert list(ArticlePage.objects.newest()) == [copy, notice]


def test_a_copy_published_at_once_is_dated_now(admin_client, section):
    _copy(admin_client, _old_notice(section), section, publish_copies="on")
    copy = ArticlePage.objects.get(slug="ban-sao")
    assert copy.live
    assert copy.legacy_views == 0
    assert _is_now(copy.published_at)
    assert _is_now(copy.get_latest_revision_as_object().published_at)


@pytest.mark.parametrize("how", ["publish_copies", "alias"])
def test_the_articles_of_a_copied_section_are_new(admin_client, section, how):
    _old_notice(section)
    _copy(admin_client, section, section.get_parent(), copy_subpages="on", **{how: "on"})
    copy = ArticlePage.objects.get(url_path__contains="ban-sao")
    assert copy.live
    assert copy.legacy_views == 0
    assert _is_now(copy.published_at)


def test_an_alias_follows_the_words_and_not_the_past(admin_client, section):
    notice = _old_notice(section)
    _copy(admin_client, notice, section, alias="on")
    alias = ArticlePage.objects.get(slug="ban-sao")
    assert _is_now(alias.first_published_at)
    ArticlePage.objects.filter(pk=alias.pk).update(published_at=timezone.now() - timedelta(hours=5))
    notice.title = "Tiêu đề mới"
    notice.save_revision().publish()
    alias.refresh_from_db()
    assert alias.title == "Tiêu đề mới"
    assert alias.legacy_views == 0
    assert not _is_now(alias.published_at)
    assert alias.published_at > notice.published_at
    page = admin_client.get(alias.url).content.decode()
    assert "1.250" not in page
