"""Automatic saves leave steps behind that can be looked at and taken back."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from tests.factories import make_home, make_section

pytestmark = pytest.mark.django_db
LONG = [{"type": "text", "value": f"<p>{'Đoạn văn dài của bài. ' * 10}</p>"}]


@pytest.fixture
def article(db, admin_user):
    article = ArticlePage(title="Bài", live=False, owner=admin_user, body=json.dumps(LONG * 2))
    make_section(make_home()).add_child(instance=article)
    article.save_revision(user=admin_user, log_action=True)
    return article


def _saved_by_itself(article, user, **changes):
    page = article.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision(
        user=user, log_action=True, overwrite_revision=page.latest_revision, clean=False
    )


def test_what_is_added_letter_by_letter_stays_one_version(article, admin_user):
    for lead in ("S", "Sa", "Sa-pô"):
        _saved_by_itself(article, admin_user, lead=lead)
        article.refresh_from_db()
    assert article.revisions.count() == 1
    assert article.get_latest_revision_as_object().lead == "Sa-pô"


def test_a_block_that_is_taken_out_stands_in_the_version_before(article, admin_user, admin_client):
    _saved_by_itself(article, admin_user, body=json.dumps(LONG))
    before, after = article.revisions.order_by("pk")
    assert len(before.as_object().body) == 2
    assert len(after.as_object().body) == 1
    history = admin_client.get(f"/quan-tri/pages/{article.pk}/history/").content.decode()
    assert f"/revisions/{before.pk}/revert/" in history


def test_after_a_while_a_new_version_begins(article, admin_user):
    long_ago = timezone.now() - timedelta(minutes=6)
    PageLogEntry.objects.filter(page=article.pk).update(timestamp=long_ago)
    _saved_by_itself(article, admin_user, lead="Sa-pô")
    article.refresh_from_db()
    assert article.revisions.count() == 2
    _saved_by_itself(article, admin_user, lead="Sa-pô viết tiếp")
    assert article.revisions.count() == 2
