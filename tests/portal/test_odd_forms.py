"""Forms that no screen of the admin sends are refused with a word what to do, and change nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import ArticlePage
from pages.models import PortalDocument
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(make_section(make_home(), "Tin tức"))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"body-count": "hai"},
        {"body-count": "1"},
        {"body-count": "1", "body-0-deleted": "", "body-0-type": "text", "body-0-order": "đầu"},
    ],
)
def test_a_form_that_lost_a_part_on_its_way_is_refused_and_changes_nothing(
    admin_client, article, body
):
    before = (article.title, list(article.body.raw_data), article.revisions.count())
    form = {"title": "Tiêu đề mới", "slug": article.slug, **body}
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form)
    assert answer.status_code == 400
    assert "chữ đã gõ vẫn còn" in answer.content.decode()
    article = ArticlePage.objects.get(pk=article.pk)
    assert (article.title, list(article.body.raw_data), article.revisions.count()) == before


def _pinned(initial, **row):
    """The part of an article's form about pinned articles, one row of it."""
    counts = {
        "TOTAL_FORMS": "1",
        "INITIAL_FORMS": str(initial),
        "MIN_NUM_FORMS": "0",
        "MAX_NUM_FORMS": "9",
    }
    form = {f"pinned_articles-{name}": value for name, value in counts.items()}
    return form | {f"pinned_articles-0-{name}": value for name, value in row.items()}


@pytest.mark.parametrize(
    ("screen", "form"),
    [
        (
            "wagtailadmin_pages:copy",
            {"new_parent_page": "default", "new_title": "a", "new_slug": "a"},
        ),
        ("wagtailadmin_pages:move", {"new_parent_page": "default"}),
        (
            "wagtailadmin_pages:edit",
            {"title": "a", "slug": "a", "body-count": "0", "cover": "default"},
        ),
        ("wagtailadmin_pages:edit", {"body-count": "0", **_pinned(initial=1, id="default")}),
        (
            "wagtailadmin_pages:edit",
            {"title": "", "body-count": "0", **_pinned(initial=0, pinned="")},
        ),
    ],
)
def test_what_no_screen_of_the_admin_sends_is_refused(admin_client, article, screen, form):
    answer = admin_client.post(reverse(screen, args=[article.pk]), form)
    assert answer.status_code == 400
    assert "gửi lên không đọc được" in answer.content.decode()
    assert ArticlePage.objects.count() == 1


def test_a_way_back_that_is_no_address_is_refused_before_anything_is_saved(admin_client):
    document = PortalDocument.objects.create(
        title="Tệp", file=SimpleUploadedFile("a.pdf", b"%PDF-1.4")
    )
    address = reverse("wagtaildocs:edit", args=[document.pk])
    form = {"title": "Tệp mới", "collection": document.collection_id, "next": "default"}
    assert admin_client.post(address, form).status_code == 400
    document.refresh_from_db()
    assert document.title == "Tệp"


def test_a_failure_of_our_own_stays_a_failure(admin_client, article, monkeypatch):
    monkeypatch.setattr(ArticlePage, "get_parent", lambda self: int("hai"))
    with pytest.raises(ValueError, match="hai"):
        admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))


@pytest.mark.parametrize(
    "route", ["wagtailimages:index", "wagtaildocs:index", "wagtailimages:index_results"]
)
def test_a_number_that_no_column_holds_is_refused_and_not_failed(admin_client, route):
    query = {"usage_count_min": "9" * 400, "usage_count_max": "9" * 400}
    assert admin_client.get(reverse(route), query).status_code in (200, 400)
