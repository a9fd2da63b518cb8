import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscripts.html.elements import elements_from_html
from manuscripts.manuscript import manuscript_from_elements
from manuscripts.text_elements import elements_from_text

TITLE = "Xã Bản Mẫu ra quân chuyển đổi số"
LEAD = "Sáng ngày 12/10, UBND xã Bản Mẫu tổ chức lễ ra quân hưởng ứng Ngày Chuyển đổi số."
LAST = "Buổi ra quân kết thúc lúc 11 giờ cùng ngày, được đông đảo nhân dân đồng tình."
CAPTION = "Quang cảnh lễ ra quân"


def from_html(html, title=TITLE, **options):
    return manuscript_from_elements(elements_from_html(html), title, **options)


def from_text(*lines):
    return manuscript_from_elements(elements_from_text("\n\n".join(lines)), TITLE, words_only=True)


def captions(manuscript):
    return [picture.caption for picture in manuscript.figures]


@pytest.mark.parametrize(
    "html",
    [
        f"<p><img src=a.jpg></p><p style='text-align:center'>{CAPTION}</p>",
        f"<p><img src=a.jpg></p><p><em>{CAPTION}</em></p>",
        f"<p><img src=a.jpg></p><p>{CAPTION}</p>",
        f"<p><img src=a.jpg><br>{CAPTION}</p>",
        f"<table><tr><td><img src=a.jpg></td></tr><tr><td><p>{CAPTION}</p></td></tr></table>",
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>",
        f"<div><img src=a.jpg></div><div class='photo-caption'>{CAPTION}</div>",
        f"<p><img src=a.jpg></p><p>{TITLE}</p><p>{CAPTION}</p><p>{CAPTION}</p>",
        f"<center><img src=a.jpg></center><center>{CAPTION}</center>",
    ],
)
def test_a_caption_is_found_however_the_old_portal_set_it(html):
    manuscript = from_html(f"<p>{LEAD}</p>{html}<p>{LAST}</p>")
    assert captions(manuscript) == [CAPTION]
    assert manuscript.paragraphs == [LAST]


def test_a_sentence_after_a_picture_is_no_caption():
    manuscript = from_html(f"<p>{LEAD}</p><p><img src=a.jpg></p><p>{LAST}</p>")
    assert captions(manuscript) == [""]
    assert manuscript.paragraphs == [LAST]


def test_the_photographer_stays_with_the_caption():
    html = f"<p>{LEAD}</p><p><img src=a.jpg></p><p><i>{CAPTION}</i></p><p>Ảnh: Văn Mẫu</p><p>{LAST}</p>"
    assert captions(from_html(html)) == [f"{CAPTION} Ảnh: Văn Mẫu"]


def test_a_name_before_the_closing_pictures_is_the_author():
    html = (
        f"<p>{LEAD}</p><p>{LAST}</p><p>Dương Hạnh</p><p><img src=a.jpg></p>"
        f"<p style='text-align:center'>{CAPTION}</p>"
    )
    manuscript = from_html(html)
    assert (manuscript.author, captions(manuscript)) == ("Dương Hạnh", [CAPTION])


def test_a_role_and_a_name_at_the_right_inside_the_text_are_the_author():
    html = (
        f"<p>{LEAD}</p><p align=right>Biên tập</p><p align=right>Huỳnh Mẫu.</p>"
        f"<p>{LAST}</p><p>Thêm một đoạn nữa cho đủ bài.</p>"
    )
    manuscript = from_html(html)
    assert manuscript.author == "Huỳnh Mẫu"
    assert manuscript.paragraphs == [LAST, "Thêm một đoạn nữa cho đủ bài."]


def test_a_signature_pushed_to_the_right_of_the_last_sentence_is_parted_from_it():
    manuscript = from_html(f"<p>{LEAD}</p><p>{LAST[:-1]}./.{'&nbsp;' * 30}Hoàng Mẫu</p>")
    assert (manuscript.author, manuscript.paragraphs) == ("Hoàng Mẫu", [LAST])


def test_author_and_source_are_told_apart():
    manuscript = from_html(
        f"<p>{LEAD}</p><p>{LAST}</p><p>Bài, ảnh: Đức Mẫu</p><p><a href='http://mau.vn/1'>http://mau.vn/1</a></p>"
    )
    assert (manuscript.author, manuscript.source_url) == ("Đức Mẫu", "http://mau.vn/1")


def test_a_real_last_paragraph_is_never_taken_for_a_signature():
    last = "Theo bà Vàng Thị Mẫu, việc hướng dẫn tận nhà giúp bà con yên tâm hơn."
    assert from_html(f"<p>{LEAD}</p><p>{last}</p>").paragraphs == [last]


def test_the_lead_is_the_first_paragraph_or_the_one_given():
    assert from_html(f"<p>{LEAD}</p><p>{LAST}</p>").lead == LEAD
    given_lead = from_html(f"<p>{LAST}</p>", lead=LEAD)
    assert (given_lead.lead, given_lead.paragraphs) == (LEAD, [LAST])
    assert from_html(f"<p>{LEAD}</p><p>{LAST}</p>", lead=f"{LEAD[:40]}...").paragraphs == [LAST]


def test_a_title_printed_again_above_the_text_is_dropped():
    assert from_html(f"<h2>{TITLE.upper()}</h2><p>{LEAD}</p><p>{LAST}</p>").paragraphs == [LAST]


def test_without_a_title_the_first_line_that_stands_out_is_it():
    assert from_html(f"<p><b>{TITLE}</b></p><p>{LEAD}</p>", title="").title == TITLE
    assert from_html(f"<p>{LEAD}</p>", title="").title == ""


def test_a_short_bold_line_is_a_subheading():
    body = from_html(f"<p>{LEAD}</p><p><b>Đến từng nhà</b></p><p>{LAST}</p>").body
    assert [type(element).__name__ for element in body] == ["Heading", "Paragraph"]


def test_in_plain_text_short_lines_between_paragraphs_are_captions():
    manuscript = from_text(LEAD, TITLE, CAPTION, LAST, "TTTĐT")
    assert captions(manuscript) == [CAPTION]
    assert (manuscript.paragraphs, manuscript.author) == ([LAST], "TTTĐT")


def test_in_plain_text_lists_and_addresses_are_no_captions():
    lines = ["Thời gian như sau:", "Thôn Một: ngày 1", "- Thôn Hai", "1. Thôn Ba", "Điện thoại: 0"]
    manuscript = from_text(LEAD, *lines, LAST)
    assert manuscript.figures == []
    assert manuscript.paragraphs == [*lines, LAST]


pieces = st.lists(
    st.sampled_from([
        f"<p>{LEAD}</p>", f"<p>{LAST}</p>", "<p><img src=a.jpg></p>", f"<p><i>{CAPTION}</i></p>",
        "<p>Dương Hạnh</p>", "<p align=right>HL</p>", f"<p>{TITLE}</p>", "<p>./.</p>", "<h2>A</h2>",
        "<ul><li>x</li></ul>", "<p>Theo Báo Mẫu</p>", "<table><tr><td>1</td><td>2</td></tr></table>",
    ])
    | st.text(max_size=30).map(lambda words: f"<p>{words}</p>"),
    max_size=12,
)  # fmt: skip


@given(pieces)
def test_any_article_is_told_apart_without_losing_a_sentence(parts):
    manuscript = from_html("".join(parts))
    words = " ".join([manuscript.lead, *manuscript.paragraphs, *captions(manuscript)])
    for sentence in (LEAD, LAST):
        assert (sentence in words) == any(sentence in part for part in parts)
    assert unicodedata.is_normalized("NFC", words)
