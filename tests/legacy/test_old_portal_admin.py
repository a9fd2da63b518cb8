"""The admin's pages about a move."""

import pytest
from django.urls import reverse

from legacy.models import ImportedArticle, ImportRun
from legacy.undoing import undo
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful():
    """A run with one article that somebody has to look at."""
    home = make_home()
    site = home.get_site()
    run = ImportRun.objects.create(site=site, paths=["/cu"], total=1, done=1, state="finished",
                                   counts={"kind:article": 1, "doubts": 1})  # fmt: skip
    article = make_article(make_section(home), "Bài phải xem", live=False, lead="Bản thứ nhất.")
    revision = article.save_revision()
    return ImportedArticle.objects.create(
        site=site, source_key="a", fingerprint="b", page=article, revision_id=revision.pk, run=run,
        doubts=["hai cách đọc khác nhau nhiều"], other_reading="Bản thứ hai.\nĐoạn sau.",
    )  # fmt: skip


@pytest.mark.parametrize(("choice", "lead"), [("mot", "Bản thứ nhất."), ("hai", "Bản thứ hai.")])
def test_one_button_publishes_the_chosen_reading(doubtful, admin_client, choice, lead):
    page = admin_client.get(reverse("old_portal_doubts")).content.decode()
    assert "Bản thứ nhất." in page
    assert "Bản thứ hai." in page
    admin_client.post(reverse("old_portal_settle", args=[doubtful.pk]), {"chon": choice})
    article = doubtful.page
    article.refresh_from_db()
    assert (article.live, article.lead) == (True, lead)
    assert "Không còn bài nào" in admin_client.get(reverse("old_portal_doubts")).content.decode()


def test_an_article_that_somebody_has_settled_is_not_taken_back(doubtful, admin_client):
    admin_client.post(reverse("old_portal_settle", args=[doubtful.pk]), {"chon": "mot"})
    assert undo(doubtful.run)["kept"] == 1


def test_a_run_is_shown_with_its_counts_and_its_table(doubtful, admin_client):
    run = doubtful.run
    assert "1/1" in admin_client.get(reverse("old_portal_runs")).content.decode()
    assert (
        "bài viết: 1" in admin_client.get(reverse("old_portal_run", args=[run.pk])).content.decode()
    )
    assert "Vì sao" in admin_client.get(reverse("old_portal_csv", args=[run.pk])).content.decode()


@pytest.mark.parametrize("name", ["old_portal_runs", "old_portal_doubts"])
def test_only_those_who_keep_the_site_see_it(doubtful, client, django_user_model, name):
    user = django_user_model.objects.create_user("viet", password="x")
    client.force_login(user)
    assert client.get(reverse(name)).status_code in {302, 403}
