"""The story of an article from a Word file on its author's desk to the readers' screens."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from news.models import ArticlePage
from tests.board import make_board
from tests.factories import make_article
from tests.journeys import newsroom
from tests.manuscripts.word import documents as made

pytestmark = pytest.mark.browser

TITLE = "Chợ phiên xã mở quầy thanh toán không tiền mặt"
LEAD = "Sáng Chủ nhật, chợ phiên xã mở quầy thanh toán bằng mã."
CAPTIONS = ["Ảnh: Bà con quét mã ở quầy rau", "Ảnh: Quầy hướng dẫn", "Ảnh: Chợ phiên sáng sớm"]


@pytest.fixture
def board(db):
    board = make_board()
    board.neighbour = make_article(board.news, "Bài đăng trước", at=(2026, 11, 1, 8, 0))
    board.home.bands = [{"type": "headlines", "value": {"section": board.news.pk, "count": 7}}]
    board.home.save_revision().publish()
    return board


@pytest.fixture
def word_file(tmp_path):
    """As it comes by Zalo: three pictures with captions, a list, a table, a closing line."""
    document = made.new_document(TITLE, LEAD)
    for number, caption in enumerate(CAPTIONS, 1):
        document.add_paragraph(made.SENTENCE)
        made.add_picture(document, made.picture(colour=(number * 60, 90, 40)), caption)
    for step in ("Mở ứng dụng ngân hàng", "Quét mã ở quầy"):
        document.add_paragraph(step, style="List Number")
    table = document.add_table(rows=2, cols=2)
    words = ["Quầy", "Giờ mở", "Rau quả", "6 giờ"]
    for cell, text in zip((cell for row in table.rows for cell in row.cells), words, strict=True):
        cell.text = text
    made.add_right(document, "Bài, ảnh: Lý Thị Hoa")
    path = tmp_path / "cho-phien.docx"
    path.write_bytes(made.content_of(document))
    return str(path)


@pytest.mark.slow
def test_a_word_file_goes_from_its_author_over_the_editor_in_chief_to_the_readers(
    page_at, board, word_file
):
    author, chief, reader = page_at(1280), page_at(1280), page_at(360)
    newsroom.sign_in(author, board.contributor)
    said = newsroom.import_word(author, word_file, board.news.title)
    assert "3 ảnh, 3 chú thích" in said
    assert "tác giả: Lý Thị Hoa" in said
    assert "3 ảnh chưa có lời mô tả" in said
    expect(author.locator("#id_lead")).to_have_value(LEAD)
    author.fill("#id_lead", LEAD + " Không thu phí.")
    newsroom.describe_pictures(author, "Người mua rau giơ điện thoại", "Cán bộ chỉ tay", "Chợ đông")
    newsroom.press(author, "Duyệt tin")

    newsroom.sign_in(chief, board.chief)
    newsroom.open_from_desk(chief, "Xem và duyệt", TITLE)
    preview = newsroom.preview_on_phone(chief)
    expect(preview.get_by_role("heading", name=TITLE)).to_be_visible(timeout=newsroom.PATIENCE)
    assert preview.locator("html").evaluate("e => e.scrollWidth <= 375")
    newsroom.send_back(chief, "Thêm giờ mở quầy.")

    author.goto("/quan-tri/")
    expect(author.get_by_text("Thêm giờ mở quầy.")).to_be_visible()
    newsroom.open_from_desk(author, "Sửa tiếp", TITLE)
    author.fill("#id_lead", LEAD + " Không thu phí. Quầy mở từ 6 giờ.")
    newsroom.press(author, "Tổng biên tập duyệt")

    newsroom.open_from_desk(chief, "Xem và duyệt", TITLE)
    newsroom.press(chief, "Duyệt và")

    article = ArticlePage.objects.get(title=TITLE)
    assert article.slug in Client().get(f"{board.news.url}rss.xml").content.decode()
    for place in ("/", board.news.url, board.neighbour.url):
        reader.goto(place)
        expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()
    reader.goto(article.url)
    expect(reader.get_by_text("Quầy mở từ 6 giờ.").first).to_be_visible()
    for caption in CAPTIONS:
        expect(reader.get_by_text(caption)).to_be_visible()
    expect(reader.get_by_role("cell", name="Rau quả")).to_be_visible()
    expect(reader.locator("article ol li, main ol li").filter(has_text="Quét mã")).to_be_visible()

    author.goto("/quan-tri/")
    published = author.locator("section", has=author.get_by_role("heading", name="Đã xuất bản"))
    expect(published.get_by_role("link", name=TITLE, exact=True)).to_be_visible()


def test_words_typed_right_before_the_button_are_in_the_one_article_that_it_makes(page_at, board):
    author = page_at(1280)
    newsroom.sign_in(author, board.contributor)
    newsroom.write_article(author, board.news.title, TITLE, LEAD, "Bà con quét mã là trả được.")
    newsroom.press(author, "Duyệt tin")
    article = ArticlePage.objects.get(title=TITLE)
    assert article.workflow_in_progress
    (text,) = article.get_latest_revision_as_object().body
    assert "Bà con quét mã là trả được." in text.value.source
