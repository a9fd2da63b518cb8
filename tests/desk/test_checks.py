"""The hints before publishing."""

import pytest

from desk.checks import findings_of, must_be_confirmed
from desk.checks_people import people_numbers
from home.models import PlainPage
from news.models import ArticlePage, Genre
from pages.models import SiteIdentity
from tests.factories import make_article, make_image


@pytest.fixture
def good():
    """An article without anything to hint at."""
    return {
        "title": "Chợ phiên cuối tuần có quầy thanh toán không tiền mặt",
        "lead": "Sáng Chủ nhật, chợ phiên xã mở quầy thanh toán bằng mã.",
        "author": "Lý Thị Hoa",
        "body": [
            {"type": "text", "value": "<h2>Ai cũng dùng được</h2><p>Bà con mang điện thoại.</p>"}
        ],
    }


def hints(fields, **changes):
    article = ArticlePage(**(fields | changes))
    return [f"{finding.where}: {finding.text}" for finding in findings_of(article)]


def text(html):
    return [{"type": "text", "value": html}]


def test_a_good_article_gets_no_hint(db, good):
    assert hints(good) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "CHỢ PHIÊN CUỐI TUẦN CÓ QUẦY"}, "toàn chữ hoa"),
        ({"title": "Chợ phiên " * 14}, "Dài quá 120"),
        ({"lead": ""}, "Chưa có"),
        ({"lead": "một hai ba " * 31}, "Dài 93 chữ"),
        ({"body": []}, "chưa có nội dung"),
        ({"body": text("<h3>Nhỏ</h3><p>Chữ</p>")}, "Tiêu đề nhỏ"),
        ({"author": ""}, "Chưa ghi tác giả"),
        ({"genre": Genre.REPOSTED}, "phải ghi nguồn"),
        ({"genre": Genre.REPOSTED, "source": "Báo Tỉnh"}, "địa chỉ bài gốc"),
        ({"body": text("<p>Theo Báo Tỉnh</p>")}, "Theo …"),
        ({"body": text('<p><a linktype="page" id="9999">xem</a></p>')}, "đã gỡ"),
        ({"body": text('<p><a linktype="document" id="9999">tệp</a></p>')}, "tệp không còn"),
        ({"body": text('<p><a href="file:///C:/Users/DELL/a.docx">a</a></p>')}, "máy của người viết"),
        ({"body": text('<p><a href="C:\\Users\\DELL\\a.docx">a</a></p>')}, "máy của người viết"),
        ({"body": text('<p><a href="https://dichvucong.hagiang.gov.vn/x">a</a></p>')}, "đã đóng từ 1/7/2025"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_what_to_do(db, good, changes, said):
    assert any(said in hint for hint in hints(good, **changes))


def test_links_to_the_national_portal_and_to_live_pages_are_fine(db, board, good):
    article = make_article(board.news)
    body = text(
        '<p><a href="https://dichvucong.gov.vn/x">nộp</a>'
        f'<a linktype="page" id="{article.pk}">xem</a></p>'
    )
    assert hints(good, body=body) == []


def test_a_picture_without_a_description_is_a_hint_unless_decorative(db, board, good):
    image = make_image()
    figure = {"image": {"image": image.pk, "alt_text": "", "decorative": False}, "caption": ""}
    decorative = {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}
    described = {"image": {"image": image.pk, "alt_text": "Chợ đông người.", "decorative": False}}
    for value, expected in ((figure, 1), (decorative, 0), (described, 0)):
        body = [{"type": "figure", "value": value}, *good["body"]]
        article = make_article(board.news, at=(2026, 1, 2), **(good | {"body": body}))
        found = [finding for finding in findings_of(article) if finding.where == "Ảnh"]
        assert len(found) == expected


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("0912345678", "Số điện thoại di động"),
        ("0912.345.678", "Số điện thoại di động"),
        ("+84 912 345 678", "Số điện thoại di động"),
        ("001099012345", "Số căn cước"),
        ("001 099 012 345", "Số căn cước"),
        ("CMND số 123456789", "Số giấy tờ tùy thân"),
        ("STK: 0123456789012", "Số tài khoản"),
    ],
)
def test_numbers_of_people_are_found_however_they_are_written(db, written, kind):
    assert [found for found, _number in people_numbers([f"Liên hệ {written} nhé."])] == [kind]


@pytest.mark.parametrize(
    "written",
    ["0219 386 1234", "1.234.567.890 đồng", "12/2026/QĐ-UBND", "1900 1234", "năm 2026", "số 0912"],
)
def test_other_numbers_are_left_alone(db, written):
    assert people_numbers([written]) == []


def test_the_communes_own_numbers_are_nobodys_secret(board):
    identity = SiteIdentity.for_site(board.home.get_site())
    identity.hotline = "0912 345 678"
    identity.save()
    assert people_numbers(["Gọi 0912.345.678 hoặc +84912345678"]) == []


def test_numbers_of_people_come_first_and_must_be_confirmed(db, good):
    article = ArticlePage(**(good | {"lead": "Gọi 0912 345 678", "title": "TOÀN CHỮ HOA KHÓ ĐỌC"}))
    assert findings_of(article)[0].serious
    assert must_be_confirmed(article)


def test_a_page_that_is_no_article_has_no_hints(db):
    assert findings_of(PlainPage(title="Liên hệ")) == []


def test_the_editor_reads_the_hints_of_the_latest_draft(board, as_):
    article = board.draft(board.contributor, title="CHỢ PHIÊN CUỐI TUẦN")
    url = f"/quan-tri/kiem-tra/{article.pk}/"
    assert "toàn chữ hoa" in as_(board.contributor).get(url).content.decode()
    assert as_(board.statistics).get(url).status_code != 200
