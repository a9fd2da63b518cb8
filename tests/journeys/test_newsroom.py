"""The story of an article from its author's desk to the readers' screens."""

import pytest
from playwright.sync_api import expect

from news.models import ArticlePage
from tests.board import make_board
from tests.factories import make_article
from tests.journeys import newsroom

pytestmark = pytest.mark.browser

TITLE = "Chợ phiên xã mở quầy thanh toán không tiền mặt"
LEAD = "Sáng Chủ nhật, chợ phiên xã mở quầy thanh toán bằng mã."


@pytest.fixture
def board(db):
    board = make_board()
    board.neighbour = make_article(board.news, "Bài đăng trước", at=(2026, 11, 1, 8, 0))
    board.home.bands = [{"type": "headlines", "value": {"section": board.news.pk, "count": 7}}]
    board.home.save_revision().publish()
    return board


def article_on_the_desk(page, board):
    """How the article gets there; a Word file could be another way."""
    newsroom.write_article(page, board.news.title, TITLE, LEAD, "Bà con quét mã là trả được tiền.")


def test_an_article_goes_from_its_author_over_the_editor_in_chief_to_the_readers(page_at, board):
    author, chief, reader = page_at(1280), page_at(1280), page_at(360)
    newsroom.sign_in(author, board.contributor)
    article_on_the_desk(author, board)
    newsroom.press(author, "Duyệt tin")

    newsroom.sign_in(chief, board.chief)
    newsroom.open_from_desk(chief, "Xem và duyệt", TITLE)
    expect(newsroom.preview_on_phone(chief).get_by_role("heading", name=TITLE)).to_be_visible()
    newsroom.send_back(chief, "Thêm giờ mở quầy.")

    author.goto("/quan-tri/")
    expect(author.get_by_text("Thêm giờ mở quầy.")).to_be_visible()
    newsroom.open_from_desk(author, "Sửa tiếp", TITLE)
    author.fill("#id_lead", LEAD + " Quầy mở từ 6 giờ.")
    newsroom.press(author, "Tổng biên tập duyệt")

    newsroom.open_from_desk(chief, "Xem và duyệt", TITLE)
    newsroom.press(chief, "Duyệt và")

    article = ArticlePage.objects.get(title=TITLE)
    for place in ("/", board.news.url, board.neighbour.url):
        reader.goto(place)
        expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()
    reader.goto(article.url)
    expect(reader.get_by_text("Quầy mở từ 6 giờ.").first).to_be_visible()

    author.goto("/quan-tri/")
    published = author.locator("section", has=author.get_by_role("heading", name="Đã xuất bản"))
    expect(published.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
