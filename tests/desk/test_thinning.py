"""Five years of saving: what was published or approved stays, what was merely saved goes after a year."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, TaskState, Workflow

from desk import thinning
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=900)


@pytest.fixture
def article():
    return make_article(make_section(make_home(), "Tin tức"), "Lúa chín")


def _save(article, title):
    article.title = title
    return article.save_revision()


def _age():
    Revision.objects.update(created_at=timezone.now() - LONG_AGO)


def _kept(article):
    return [revision.content["title"] for revision in article.revisions.order_by("pk")]


def test_what_was_merely_saved_goes_and_what_was_published_stays(article):
    _save(article, "nháp 1")
    _save(article, "đã đăng").publish()
    _save(article, "nháp 2")
    _save(article, "đang đăng").publish()
    _save(article, "nháp 3")
    _save(article, "mới nhất")
    _age()
    assert thinning.thin_out() == 3
    assert _kept(article) == ["đã đăng", "đang đăng", "mới nhất"]
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "mới nhất"
    assert article.live_revision.content["title"] == "đang đăng"


def test_the_last_year_stays_whole(article):
    for number in range(3):
        _save(article, f"nháp {number}")
    Revision.objects.update(created_at=timezone.now() - timedelta(days=364))
    assert thinning.thin_out() == 0


def test_what_waits_to_appear_stays(article):
    revision = _save(article, "hẹn giờ")
    _save(article, "mới nhất")
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    _age()
    assert thinning.thin_out() == 0


def test_an_approval_of_five_years_ago_is_still_on_record(article):
    person = get_user_model().objects.create_user("lan", "lan@xa.test", "mat-khau-rat-dai-1")
    _save(article, "gửi duyệt")
    workflow = article.get_workflow() or Workflow.objects.first()
    if workflow is None:
        pytest.fail("the site begins with a workflow")
    state = workflow.start(article, person)
    state.cancel(user=person)
    _save(article, "nháp")
    _save(article, "mới nhất")
    _age()
    before = TaskState.objects.count()
    thinning.thin_out()
    assert TaskState.objects.count() == before >= 1
    assert _kept(article) == ["gửi duyệt", "mới nhất"]


def test_many_old_versions_go_in_few_questions(article, monkeypatch, django_assert_max_num_queries):
    for number in range(30):
        _save(article, f"nháp {number}")
    _age()
    with django_assert_max_num_queries(40):
        call_command("thin_versions", verbosity=0)
    assert _kept(article) == ["nháp 29"]
