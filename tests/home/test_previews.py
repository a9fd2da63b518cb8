import pytest

from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def _pages():
    home = make_home()
    section = make_section(home)
    return [home, section, make_article(section, lead="Sa-pô")]


def test_editors_can_preview_every_kind_of_page():
    for page in _pages():
        for mode, _label in page.preview_modes:
            response = page.make_preview_request(preview_mode=mode)
            assert response.status_code == 200, page


def test_a_page_that_was_never_saved_can_be_previewed(admin_client):
    section = _pages()[1]
    address = f"/quan-tri/pages/add/news/articlepage/{section.pk}/preview/"
    form = {"title": "Chưa lưu", "slug": "", "body-count": "0", "published_at": "21/11/2023 08:32"}
    form |= {"pinned_articles-TOTAL_FORMS": "0", "pinned_articles-INITIAL_FORMS": "0"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "legacy_views": "0"}
    assert admin_client.post(address, form).json()["is_valid"]
    assert "Chưa lưu" in admin_client.get(address).content.decode()


def test_a_draft_that_has_no_date_yet_can_be_looked_at(admin_client):
    draft = make_article(_pages()[1], "Chưa có ngày", live=False)
    draft.published_at = None
    draft.save_revision()
    assert admin_client.get(f"/quan-tri/pages/{draft.pk}/view_draft/").status_code == 200
