from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from manuscripts.elements import Picture, plain_paragraph
from manuscripts.manuscript import Manuscript
from news.filing import file_manuscript
from news.models import ArticlePage
from tests.factories import make_home, make_image, make_section

pytestmark = pytest.mark.django_db
MOMENT = datetime(2023, 11, 21, 8, 32, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def manuscript(**parts):
    body = [plain_paragraph("Đoạn một."), Picture(src="a.jpg", caption="Chú thích")]
    given = {"title": "Đẩy mạnh CCHC", "lead": "Sa-pô.", "body": body, "published_at": MOMENT}
    return Manuscript(**(given | parts))


@pytest.fixture
def section():
    return make_section(make_home())


def test_a_manuscript_becomes_a_published_article(client, section):
    image = make_image()
    article = file_manuscript(
        manuscript(author="TTTĐT", views=54, source="Báo", source_url="https://bao.vi-du.vn/1"),
        section,
        image_for=lambda source: image.pk,
    )
    assert article.slug == "day-manh-cchc"
    assert article.live
    assert article.legacy_views == 54
    assert article.cover == image
    html = client.get(article.url).content.decode()
    for words in ("Sa-pô.", "Đoạn một.", "Chú thích", "TTTĐT", "21/11/2023 08:32", "54 lượt xem"):
        assert words in html, words


def test_an_article_is_indexed_once_however_often_it_is_saved(section, monkeypatch):
    stored = []

    def store(entries):
        stored.extend(fields["title"] for _, fields, _, _ in entries)

    monkeypatch.setattr("search.entries.store_all", store)
    article = file_manuscript(manuscript(), section)
    assert stored == [article.title]


def test_a_figure_without_its_picture_keeps_its_caption(client, section):
    article = file_manuscript(manuscript(), section)
    assert "Chú thích" in client.get(article.url).content.decode()


def test_without_a_date_the_article_stays_a_draft_with_an_ascii_address(section):
    article = file_manuscript(manuscript(published_at=None), section)
    assert not article.live
    assert article.slug == "day-manh-cchc"


def test_writing_into_a_page_again_keeps_its_address(section):
    article = file_manuscript(manuscript(), section)
    again = file_manuscript(manuscript(title="Tít mới", lead="Khác."), section, page=article)
    assert (again.pk, again.slug, again.title) == (article.pk, article.slug, "Tít mới")
    assert ArticlePage.objects.get().lead == "Khác."


def test_parts_too_long_for_their_fields_are_cut_and_bad_addresses_left_as_words(section):
    article = file_manuscript(
        manuscript(author="a" * 300, source="b" * 300, source_url="https://bad_host/x"), section
    )
    assert (len(article.author), len(article.source), article.source_url) == (160, 200, "")
    only_address = file_manuscript(manuscript(source_url="https://bad_host/x"), section)
    assert only_address.source == "https://bad_host/x"
