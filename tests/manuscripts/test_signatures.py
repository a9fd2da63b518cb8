import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscripts.signatures import Byline, read_line

SIGNED = {
    "TTTĐT": "TTTĐT",
    "HL": "HL",
    "(BBT)": "BBT",
    "N.V.A": "N.V.A",
    "Bài, ảnh: Đức Mẫu": "Đức Mẫu",
    "Tin, ảnh: HL": "HL",
    "Tin và ảnh: Vàng Mí Mẫu – Công chức VH-XH": "Vàng Mí Mẫu – Công chức VH-XH",
    "Tin ảnh Nguyễn Thị Mẫu": "Nguyễn Thị Mẫu",
    "Tin: Văn Mẫu - Ảnh: Bình Mẫu": "Văn Mẫu; Ảnh: Bình Mẫu",
    "Tác giả: thị xã Mẫu xã mẫu": "thị xã Mẫu xã mẫu",
    "Biên tập: Sùng Thị Mẫu": "Sùng Thị Mẫu",
    "Dương Hạnh": "Dương Hạnh",
    "Huỳnh Mẫu Tuấn.": "Huỳnh Mẫu Tuấn",
    "Huỳnh Điệp (TX)": "Huỳnh Điệp (TX)",
    "Sùng Mí Mẫu, Đài Truyền thanh xã": "Sùng Mí Mẫu, Đài Truyền thanh xã",
    "Văn Mẫu - Trần Mẫu": "Văn Mẫu - Trần Mẫu",
    "UBND xã Bản Mẫu": "UBND xã Bản Mẫu",
    "Ban biên tập": "Ban biên tập",
    "Tác giả bài viết: Admin": "",
    "Biên tập": "",
}
TAKEN_FROM = {
    "Theo Báo Mẫu Sơn online": ("Báo Mẫu Sơn online", ""),
    "Theo Cổng thông tin điện tử tỉnh Mẫu Sơn": ("Cổng thông tin điện tử tỉnh Mẫu Sơn", ""),
    "(Theo baomau.vn)": ("baomau.vn", ""),
    "Theo TTXVN": ("TTXVN", ""),
    "Báo Mẫu Sơn": ("Báo Mẫu Sơn", ""),
    "Nguồn: https://mau.vn/b": ("", "https://mau.vn/b"),
    "Nguồn: Báo Mẫu (https://mau.vn/x)": ("Báo Mẫu", "https://mau.vn/x"),
    "http://mau.vn/tin/a.html": ("", "http://mau.vn/tin/a.html"),
}
SENTENCES = [
    "Theo đó, UBND xã sẽ tiếp tục thực hiện.",
    "Theo ông Mẫu cho biết",
    "Theo bà Vàng Thị Mẫu, trưởng thôn, bà con rất yên tâm.",
    "Công an xã tuyên truyền cho người dân",
    "Hội nghị kết thúc tốt đẹp",
    "Tổng hợp: 164 hồ sơ",
    "Trân trọng kính mời",
    "Thác Mẫu Nung",
    "Buổi lễ diễn ra trang trọng, đúng quy định.",
    "Xin cảm ơn bà!",
    "Nguồn vốn: ngân sách xã, nhân dân đóng góp và các nguồn khác theo quy định của Nhà nước"
    " về xây dựng nông thôn mới trên địa bàn",
]


@pytest.mark.parametrize(("line", "author"), SIGNED.items())
def test_a_line_that_names_its_author_is_a_signature(line, author):
    assert read_line(line) == Byline(author=author)


@pytest.mark.parametrize(("line", "source"), TAKEN_FROM.items())
def test_a_line_that_names_where_it_was_taken_from_is_a_source(line, source):
    assert read_line(line) == Byline(source=source[0], source_url=source[1])


def test_author_and_source_may_share_a_line():
    assert read_line("Hoàng Mẫu - Theo Cổng TTĐT tỉnh") == Byline("Hoàng Mẫu", "Cổng TTĐT tỉnh")
    assert read_line("Hoàng Mẫu (Theo Báo Mẫu)") == Byline("Hoàng Mẫu", "Báo Mẫu")


@pytest.mark.parametrize("line", SENTENCES)
def test_a_last_sentence_is_no_signature(line):
    assert read_line(line) is None


@given(st.text(max_size=300))
def test_any_line_is_read_without_falling_over(line):
    line_read = read_line(line)
    assert line_read is None or isinstance(line_read, Byline)
