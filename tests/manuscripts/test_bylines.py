import pytest

from manuscripts.bylines import take_bylines
from manuscripts.html.elements import elements_from_html

NOTICE = "<p>Thông báo tới toàn thể công dân trong độ tuổi.</p><p>Đề nghị các thôn thực hiện.</p>"


def _read(closing):
    byline, left = take_bylines(elements_from_html(NOTICE + closing))
    return byline.author, [element.text for element in left[2:]]


def test_a_name_alone_at_the_end_is_the_author():
    assert _read("<p>Huỳnh Mẫu Tuấn</p>") == ("Huỳnh Mẫu Tuấn", [])


@pytest.mark.parametrize("style", ["", " style='text-align:right'"])
@pytest.mark.parametrize(
    "lines",
    [
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Huỳnh Mẫu Tuấn"],
        ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Huỳnh Mẫu Tuấn"],
        ["CHỦ TỊCH", "Huỳnh Mẫu Tuấn"],
        ["T/M. ĐẢNG ỦY", "Bí thư", "Huỳnh Mẫu Tuấn"],
    ],
)
def test_who_signed_a_notice_stays_in_its_text(lines, style):
    closing = "".join(f"<p{style}>{line}</p>" for line in lines)
    assert _read(closing) == ("", lines)


def test_an_author_below_a_signed_notice_is_still_found():
    signed = "<p>CHỦ TỊCH</p><p>Huỳnh Mẫu Tuấn</p><p>Tin, ảnh: Đức Mẫu</p>"
    assert _read(signed) == ("Đức Mẫu", ["CHỦ TỊCH", "Huỳnh Mẫu Tuấn"])
