import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscripts.body import body_from_elements, body_from_html, body_from_text
from manuscripts.html.elements import elements_from_html
from pages.blocks import BodyBlocks
from pages.table_grid import JOIN_UP

TEXT = "Xã Bản Mẫu đẩy mạnh cải cách hành chính"


def only_text(html):
    (block,) = body_from_html(html)
    assert block["type"] == "text"
    return block["value"]


def types(html, **finders):
    return [block["type"] for block in body_from_html(html, **finders)]


def test_paragraphs_that_follow_each_other_share_one_text_block():
    assert only_text("<p>Một</p><div>Hai</div>Ba") == "<p>Một</p><p>Hai</p><p>Ba</p>"


def test_spans_of_word_leave_nothing_behind():
    html = (
        '<p class="MsoNormal"><!--[if gte mso 9]><xml><w:x/></xml><![endif]-->'
        '<span lang="VI" style="font-size:14.0pt;mso-fareast-language:VI">Xã </span>'
        "<st1:place><span>Bản Mẫu</span></st1:place><o:p>&nbsp;</o:p></p>"
    )
    assert only_text(html) == "<p>Xã Bản Mẫu</p>"


def test_a_number_split_over_spans_is_one_line_again():
    html = "<p><span>1</span><span>. Không có </span><span>h</span><span>ồ sơ trễ hẹn;</span></p>"
    assert only_text(html) == "<p>1. Không có hồ sơ trễ hẹn;</p>"


def test_a_mark_in_another_span_than_its_letter_joins_it():
    assert only_text("<p><b>cô</b>\u0323ng đô<i>\u0300ng</i></p>") == (
        "<p><b>cộ</b>ng đồ<i>ng</i></p>"
    )


def test_spaces_used_for_the_layout_are_gone():
    html = "<p>&nbsp;&nbsp;&nbsp;Xã&nbsp; \u200bBản\u00ad&nbsp;Mẫu &nbsp;</p><p>&nbsp;</p>"
    assert only_text(html) == "<p>Xã Bản Mẫu</p>"


def test_the_mark_that_ends_official_texts_becomes_a_full_stop():
    assert only_text("<p>Hết <b>bài./.</b></p><p>Xong./. </p>") == (
        "<p>Hết <b>bài.</b></p><p>Xong.</p>"
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///C:/Users/May/Downloads/bai.doc#_ftn1", "javascript:alert(1)", "#_ftn1",
        " java\tscript:alert(1)", "data:text/html,x", "http://localhost/x", "tin/bai-1.html",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_only_its_words(address):
    assert only_text(f'<p>Xem <a href="{address}">bài</a>.</p>') == "<p>Xem bài.</p>"


def test_a_good_link_stays():
    html = '<p>Xem <a href="https://xa.vi-du.vn/a?b=1&amp;c=2" onclick="x()">bài</a></p>'
    assert only_text(html) == '<p>Xem <a href="https://xa.vi-du.vn/a?b=1&amp;c=2">bài</a></p>'


def test_lists_nest_and_headings_have_two_levels():
    html = "<h1>A</h1><h5>B</h5><ul><li>một<ol><li>hai</li></ol></li><li> </li></ul>"
    assert only_text(html) == ("<h2>A</h2><h3>B</h3><ul><li>một<ol><li>hai</li></ol></li></ul>")


def test_a_picture_is_asked_for_once_and_keeps_its_place():
    asked = []
    body = body_from_html(
        "<p>Trước<img src='a.jpg' alt='Bà con'>Sau</p>", image_for=lambda s: asked.append(s) or 7
    )
    assert asked == ["a.jpg"]
    assert [block["type"] for block in body] == ["text", "figure", "text"]
    assert body[1]["value"]["image"] == {"image": 7, "alt_text": "Bà con", "decorative": False}


def test_a_table_of_pictures_over_captions_is_a_row_of_figures():
    html = (
        "<table><tr><td><img src=1.jpg></td><td><img src=2.jpg></td></tr>"
        "<tr><td>Một</td><td>Hai</td></tr></table>"
    )
    (row,) = body_from_html(html)
    assert [figure["caption"] for figure in row["value"]["figures"]] == ["Một", "Hai"]


def test_a_table_that_lays_out_a_whole_page_is_read_in_order():
    html = f"<table><tr><td>Trái</td><td><p>{TEXT * 12}</p><img src=a.jpg></td></tr></table>"
    assert types(html) == ["text", "figure"]


def test_icons_and_spacers_are_no_pictures():
    assert types("<p>A<img src=eye.png width=16 height=16><img src=spacer.gif></p>") == ["text"]


def test_a_data_table_keeps_its_header_and_its_merged_cells():
    html = (
        "<table><tr><th>Lĩnh vực</th><th>Số</th></tr>"
        "<tr><td rowspan=2>Hộ tịch</td><td>1</td></tr><tr><td>2</td></tr></table>"
    )
    (block,) = body_from_html(html)
    assert [column["heading"] for column in block["value"]["columns"]] == ["Lĩnh vực", "Số"]
    assert [row["values"] for row in block["value"]["rows"]] == [
        ["Hộ tịch", "1"],
        [JOIN_UP, "2"],
    ]


def test_links_in_cells_stay_and_lead_nowhere_unsafe():
    html = (
        "<table><tr><th>Mẫu</th><th>Nơi nộp</th></tr>"
        '<tr><td><a href="/mau.html">Tờ <b>khai</b></a> &lt;1&gt;</td><td>Xã</td></tr>'
        '<tr><td><a href="javascript:alert(1)">Đơn</a></td><td>Tỉnh</td></tr></table>'
    )
    (table,) = elements_from_html(html, "https://xa.vi-du.vn/")
    (block,) = body_from_elements([table])
    assert [column["type"] for column in block["value"]["columns"]] == ["rich_text", "text"]
    link = "https://xa.vi-du.vn/mau.html"
    assert [row["values"] for row in block["value"]["rows"]] == [
        [f'<p><a href="{link}">Tờ <b>khai</b></a> &lt;1&gt;</p>', "Xã"],
        ["<p>Đơn</p>", "Tỉnh"],
    ]


def test_a_document_is_a_file_when_it_is_at_hand_and_a_link_when_not():
    html = '<p><a href="https://xa.vi-du.vn/ke-hoach.pdf">Kế hoạch</a></p>'
    (block,) = body_from_html(html, document_for=lambda address: 3)
    assert block == {"type": "file", "value": {"document": 3, "title": "Kế hoạch"}}
    assert only_text(html) == '<p><a href="https://xa.vi-du.vn/ke-hoach.pdf">Kế hoạch</a></p>'


def test_a_frame_that_showed_a_document_becomes_its_file():
    html = '<iframe src="https://xem.vi-du.vn/?url=https://xa.vi-du.vn/bc.pdf"></iframe>'
    (block,) = body_from_html(html, document_for=lambda address: address.endswith("bc.pdf") and 5)
    assert block["value"]["document"] == 5


def test_a_caption_too_long_for_its_field_stays_as_text():
    html = f"<figure><img src=a.jpg><figcaption>{'chữ ' * 100}</figcaption></figure>"
    assert types(html) == ["figure", "text"]


def test_plain_text_becomes_paragraphs_with_its_signs_kept():
    assert body_from_text("A < B & C\n\nHai") == [
        {"type": "text", "value": "<p>A &lt; B &amp; C</p><p>Hai</p>"}
    ]


def test_lines_wrapped_at_eighty_columns_are_whole_again():
    line = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín"
    text = "\n".join([line] * 5 + ["hết."]) + "\n\nĐoạn sau."
    assert body_from_text(text)[0]["value"].count("<p>") == 2


def test_a_very_deep_page_is_read_without_falling_over():
    assert "sâu" in only_text("<div>" * 5000 + "sâu" + "</div>" * 5000)


markup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<ul>",
            "<li>",
            "</ul>",
            "<img",
            "src=x.jpg>",
            "<a",
            "href=x>",
            "</a>",
            "<br>",
            "<blockquote>",
            "<h2>",
            "</h2>",
            "&nbsp;",
            "./.",
            "<figure>",
            "<figcaption>",
            "<td",
            "rowspan=3>",
            "<ol>",
        ]
    )
    | st.text(max_size=12),
    max_size=40,
)


@given(markup)
def test_any_html_gives_blocks_that_the_site_accepts(pieces):
    body = body_from_html("".join(pieces))
    stream = BodyBlocks().to_python([block | {"id": str(n)} for n, block in enumerate(body)])
    assert len(stream) == len(body)
    assert unicodedata.is_normalized("NFC", str(body))


@given(st.text())
def test_any_text_gives_only_harmless_rich_text(text):
    for block in body_from_text(text):
        assert block["type"] in {"text", "figure"}
        if block["type"] == "text":
            assert "<script" not in block["value"]
            assert unicodedata.is_normalized("NFC", block["value"])
