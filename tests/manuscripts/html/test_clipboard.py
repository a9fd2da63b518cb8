"""The clipboard of Word, Excel, Google Sheets, Zalo and web pages becomes blocks."""

import base64

import pytest

from manuscripts.html.clipboard import pasted
from tests.manuscripts.word import documents as made

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-ignore:padding}</style></head>
<body><table border=0 width=128><!--StartFragment--><col width=64 span=2><tr height=20><td height=20>Thôn</td><td>Số hộ</td></tr>
<tr><td>Nà Phung</td><td align=right>1.052</td></tr><!--EndFragment--></table></body></html>"""
SHEETS = (
    '<google-sheets-html-origin><table dir="ltr"><colgroup><col width="100"></colgroup><tbody>'
    '<tr><td rowspan="2">Họ tên</td><td>Điện thoại</td></tr><tr><td>0206 3827 000</td></tr></tbody></table>'
)
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
    "<p class=MsoNormal>Cần mang:<o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>a)<span>&nbsp;&nbsp;</span></span><![endif]>Tờ khai 20 m<sup>2</sup></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>b)<span>&nbsp;&nbsp;</span></span><![endif]>Bản sao</p><!--EndFragment-->"
)
ZALO = "<div><span>Kính gửi bà con</span><br><span>7h sáng mai họp thôn</span></div>"


def nobody(content, name):
    return None


def test_a_table_of_excel_is_a_table():
    (block,) = pasted(EXCEL, nobody).blocks
    rows = [row["values"] for row in block["value"]["rows"]]
    assert (block["type"], rows) == ("table", [["Thôn", "Số hộ"], ["Nà Phung", "1.052"]])


def test_merged_cells_of_google_sheets_stay_merged():
    (block,) = pasted(SHEETS, nobody).blocks
    assert [row["values"] for row in block["value"]["rows"]] == [
        ["Họ tên", "Điện thoại"],
        ["[gộp trên]", "0206 3827 000"],
    ]


def test_word_keeps_its_own_labels_and_raised_figures():
    found = pasted(WORD, nobody)
    assert found.blocks == [
        {
            "type": "text",
            "value": "<p>Cần mang:</p><p>a) Tờ khai 20 m<sup>2</sup></p><p>b) Bản sao</p>",
        }
    ]
    assert found.missing == []


SHAPES = {
    "numbers that go on": (
        "<ol><li>Một</li></ol><ol start=2><li>Hai</li></ol>",
        "<ol><li>Một</li><li>Hai</li></ol>",
    ),
    "numbers from three on": ("<ol start=3><li>Ba</li><li>Bốn</li></ol>", "<p>3. Ba</p><p>4. Bốn</p>"),
    "a drawn sign": ("<p>Họp <img alt='📢' src=/e.png width=16></p>", "<p>Họp 📢</p>"),
    "hidden words": ("<p>Thấy<span style='mso-hide:all'> ẩn</span></p>", "<p>Thấy</p>"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_words_are_pasted_as_they_were_seen(shape):
    given, wanted = SHAPES[shape]
    assert [block["value"] for block in pasted(given, nobody).blocks] == [wanted]


def test_lines_of_zalo_stay_apart():
    (block,) = pasted(ZALO, nobody).blocks
    assert block["value"] == "<p>Kính gửi bà con<br>7h sáng mai họp thôn</p>"


@pytest.mark.parametrize(
    "src", ["file:///C:/anh/hop-thon.png", "https://trang.example/hop-thon.png"]
)
def test_a_picture_that_lies_elsewhere_is_named_and_never_fetched(src):
    found = pasted(f'<p>Trước</p><img src="{src}"><p>Sau</p>', nobody)
    assert [block["type"] for block in found.blocks] == ["text"]
    assert [one.said for one in found.missing] == ["Ảnh “hop-thon.png” (trong phần dán)"]


def test_a_picture_on_the_clipboard_is_kept():
    held = []
    data = base64.b64encode(made.picture()).decode()
    found = pasted(
        f'<p>Trước</p><img src="data:image/jpeg;base64,{data}">',
        lambda content, name: held.append(content) or 7,
    )
    assert held == [made.picture()]
    assert found.blocks[1]["value"]["image"]["image"] == 7
    assert found.missing == []
