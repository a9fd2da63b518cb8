"""Promise 2: no editing ever changes a count."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_article, make_section
from visits.models import PageTotal
from visits.period_form import named_period
from visits.rankings import PageViews
from visits.statistics import shown_views, statistics_for, views_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(article, visitors):
    """An article with three views."""
    for visitor in visitors(3):
        assert visitor.view(article).status_code == 204
    return article


def _count(page):
    return views_of([page.pk])[page.pk]


def test_reverting_to_an_old_revision_changes_nothing(article, visitors):
    article.save_revision().publish()
    old = article.latest_revision
    for visitor in visitors(3):
        visitor.view(article)
    article.title = "Tiêu đề mới"
    article.save_revision().publish()
    old.publish()
    assert _count(article) == 3


def test_publishing_and_unpublishing_change_nothing(seen):
    seen.save_revision().publish()
    seen.unpublish()
    seen.save_revision().publish()
    assert _count(seen) == 3


def test_renaming_and_moving_change_nothing(seen, home):
    seen.slug = "ten-moi"
    seen.save()
    seen.move(make_section(home, title="Nơi khác"), pos="last-child")
    assert _count(seen) == 3


def test_scheduling_changes_nothing(seen):
    seen.go_live_at = timezone.now() + timedelta(days=1)
    seen.save_revision(approved_go_live_at=seen.go_live_at)
    call_command("publish_scheduled")
    assert _count(seen) == 3


def test_a_copy_starts_at_zero(seen):
    copy = seen.copy(update_attrs={"slug": "ban-sao"})
    assert _count(copy) == 0
    assert _count(seen) == 3


def test_an_alias_counts_for_itself(seen, home):
    alias = seen.create_alias(parent=make_section(home), update_slug="bi-danh")
    assert _count(alias) == 0


def _shown(page):
    page = page.specific_class.objects.get(pk=page.pk)
    return shown_views(page.pk, page.legacy_views)


def test_a_copy_shows_no_views_of_the_old_portal_even_after_its_drafts_are_published(section):
    old = make_article(section, legacy_views=1_250)
    old.title = "Sửa sau"
    old.save_revision()
    copy = old.copy(update_attrs={"slug": "ban-sao"}, copy_revisions=True, keep_live=False)
    copy.get_latest_revision_as_object().save_revision().publish()
    assert (_shown(copy), _shown(old)) == (0, 1_250)


def test_an_alias_shows_no_views_of_the_old_portal_even_after_its_original_is_published(
    section, home
):
    old = make_article(section, legacy_views=1_250)
    alias = old.create_alias(parent=make_section(home), update_slug="bi-danh")
    assert _shown(alias) == 0
    old.save_revision().publish()
    assert (_shown(alias), _shown(old)) == (0, 1_250)
    freed = alias.copy(update_attrs={"slug": "tach-ra"})
    assert _shown(freed) == 0


def test_a_copied_section_begins_without_views(section, home):
    make_article(section, legacy_views=1_250, slug="bai-cu")
    copied = section.copy(recursive=True, update_attrs={"slug": "chuyen-muc-moi"})
    (article,) = copied.get_children()
    assert _shown(article.specific) == 0


def test_a_deleted_page_stays_in_the_totals_of_its_site_under_its_title(seen, site):
    title, pk = seen.title, seen.pk
    seen.delete()
    assert statistics_for(site).total == 3
    (only,) = PageViews(site, named_period("hom-nay", timezone.localdate())).most_read()
    assert (only.name, only.views) == (title, 3)
    assert PageTotal.objects.get(page_id=pk).title_when_deleted == title


def test_deleting_a_section_keeps_the_titles_of_its_articles(seen, section):
    section.delete()
    assert PageTotal.objects.get(page_id=seen.pk).title_when_deleted == seen.title


def test_a_new_page_never_takes_over_the_count_of_a_deleted_one(seen, section):
    seen.delete()
    assert _count(make_article(section)) == 0


def test_the_figure_on_an_article_is_counted_views_and_those_of_the_old_portal(seen):
    assert shown_views(seen.pk, legacy_views=1_231) == 1_234
