"""Markup that other programs and other habits leave in a file: what Word draws of it is in the article."""

import pytest

from manuscripts.shown import shown
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.bare import (
    DECLARED,
    SHOWN_CLOSING,
    bare,
    cell,
    field,
    in_list,
    level,
    numbering,
    p,
    picture,
    run,
    styled,
    table,
)
from tests.manuscripts.word.reading import read

ONE = {"i1": ("i1", "image", "media/1.png", False)}
PICTURE = {"word/media/1.png": made.picture(kind="PNG")}
STYLE = '<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/>{inner}</w:style>'
LIST_STYLE = (
    '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    "</w:numPr></w:pPr></w:style>"
)
LINKED_LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:barChart>'
    "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Thu</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2023</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>120.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
)
DIAGRAM = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r>'
    "<a:t>Chủ tịch xã</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)


def drawing(inner):
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name=""/><a:graphic><a:graphicData>'
        f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def body_of(content):
    article = read(content)
    assert [one for one in article.missing if one.kind not in {"chart", "diagram"}] == []
    return shown(article.manuscript).removesuffix(SHOWN_CLOSING).strip()


def level_by_style(depth, kind, pattern, style):
    return level(depth, kind, pattern, f'<w:pStyle w:val="{style}"/>')


LISTS = {
    "a list style named only by its style": (
        bare(
            p("Một", looks=in_list(2)) + p("Hai", looks=in_list(2)),
            LIST_STYLE,
            numbering(level(0, "lowerLetter", "%1)"), more=LINKED_LIST),
        ),
        "<p>a) Một</p><p>b) Hai</p>",
    ),
    "a level that belongs to a paragraph style": (
        bare(
            p("Chung", looks=styled("A")) + p("Riêng", looks=styled("B")),
            "".join(
                STYLE.format(id=one, inner='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
                for one in "AB"
            ),
            numbering(
                level_by_style(0, "upperRoman", "%1.", "A"),
                level_by_style(1, "lowerLetter", "%2)", "B"),
            ),
        ),
        "<p>I. Chung</p><p>a) Riêng</p>",
    ),
    "articles counted through all chapters": (
        bare(
            p("Mở đầu", looks=in_list(1))
            + p("Phạm vi", looks=in_list(1, 1))
            + p("Kết thúc", looks=in_list(1))
            + p("Thi hành", looks=in_list(1, 1)),
            lists=numbering(
                level(0, "upperRoman", "Chương %1."),
                level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'),
            ),
        ),
        "<p>Chương I. Mở đầu</p><p>Điều 1. Phạm vi</p><p>Chương II. Kết thúc</p><p>Điều 2. Thi hành</p>",
    ),
    "a deleted item takes no number": (
        bare(
            p("Một", looks=in_list(1))
            + p(
                '<w:del w:id="1"><w:r><w:delText>Bỏ</w:delText></w:r></w:del>',
                looks=in_list(1) + '<w:rPr><w:del w:id="2"/></w:rPr>',
            )
            + p("Hai", looks=in_list(1)),
            lists=numbering(level(0, "decimal", "%1.")),
        ),
        "<ol><li>Một</li><li>Hai</li></ol>",
    ),
    "an item of two lines keeps both": (
        bare(
            p("Một", "<w:r><w:br/></w:r>", "dòng hai", looks=in_list(1))
            + p("Hai", looks=in_list(1)),
            lists=numbering(level(0, "decimal", "%1.")),
        ),
        "<ol><li>Một<br>dòng hai</li><li>Hai</li></ol>",
    ),
}
WORDS = {
    "a reading over a sign": (
        bare(
            p(
                "Chữ ",
                "<w:r><w:ruby><w:rt><w:r><w:t>hán</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
                "</w:rubyBase></w:ruby></w:r>",
            )
        ),
        "<p>Chữ 漢 (hán)</p>",
    ),
    "a tab to the margin, a column's and a page's end": (
        bare(
            p(
                "Trái",
                '<w:r><w:ptab w:alignment="right"/></w:r>',
                "Phải",
                '<w:r><w:br w:type="page"/></w:r>',
                "Trang sau",
            )
        ),
        "<p>Trái Phải<br>Trang sau</p>",
    ),
    "hyphens that Word keeps together and hyphens that it does not draw": (
        bare(
            p(
                "<w:r><w:t>dịch vụ Co</w:t><w:softHyphen/><w:t>vid</w:t><w:noBreakHyphen/><w:t>19</w:t></w:r>"
            )
        ),
        "<p>dịch vụ Covid-19</p>",
    ),
    "a large first letter": (
        bare(
            p("S", looks='<w:framePr w:dropCap="drop"/>') + p("áng qua, bà con ra quân làm đường.")
        ),
        "<p>Sáng qua, bà con ra quân làm đường.</p>",
    ),
    "WordArt": (
        bare(
            p(
                '<w:r><w:pict><v:shape><v:textpath string="CHÚC MỪNG NĂM MỚI"/></v:shape></w:pict></w:r>'
            )
        ),
        "<p>CHÚC MỪNG NĂM MỚI</p>",
    ),
    "the words of SmartArt": (
        bare(
            p("Tổ chức:", drawing('<dgm:relIds r:dm="d"/>')),
            parts={"word/diagrams/data1.xml": DIAGRAM},
            relations=[("d", "diagramData", "diagrams/data1.xml", False)],
        ),
        "<p>Tổ chức:</p><p>Chủ tịch xã</p>",
    ),
    "the figures of a chart": (
        bare(
            p("Ngân sách:", drawing('<c:chart r:id="c"/>')),
            parts={"word/charts/chart1.xml": CHART},
            relations=[("c", "chart", "charts/chart1.xml", False)],
        ),
        "<p>Ngân sách:</p><table><tr><td></td><td>Thu</td></tr><tr><td>2023</td><td>120,5</td></tr></table>",
    ),
    "a fraction in a field": (
        bare(p("Một nửa là ", field(r" EQ \f(1;2) "), ".")),
        "<p>Một nửa là 1/2.</p>",
    ),
    "words of a field's code are no words": (
        bare(
            p(
                "Xem ",
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF 1 = 1 </w:instrText></w:r>',
                field(' HYPERLINK "https://a.example/" ', "trong mã"),
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "tại đây",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            )
        ),
        "<p>Xem tại đây</p>",
    ),
    "an address without https, and one with a place in the page": (
        bare(
            p(
                field(' HYPERLINK "www.xa.example" ', "Trang xã"),
                ", ",
                '<w:hyperlink r:id="s" w:anchor="muc2"><w:r><w:t>mục 2</w:t></w:r></w:hyperlink>',
            ),
            relations=[("s", "hyperlink", "https://xa.example/a", True)],
        ),
        '<p><a href="https://www.xa.example">Trang xã</a>, <a href="https://xa.example/a#muc2">mục 2</a></p>',
    ),
    "a Word file inside the file": (
        bare(
            '<w:altChunk r:id="c"/>',
            parts={"word/c.docx": bare(p("Chữ trong tệp chèn."), whole=True)},
            relations=[("c", "aFChunk", "c.docx", False)],
        ),
        "<p>Chữ trong tệp chèn.</p>",
    ),
    "plain text of Windows inside the file": (
        bare(
            '<w:altChunk r:id="c"/>',
            parts={"word/c.txt": "Dòng một\r\nDòng hai".encode("utf-16")},
            relations=[("c", "aFChunk", "c.txt", False)],
        ),
        "<p>Dòng một</p><p>Dòng hai</p>",
    ),
}
TABLES = {
    "cells joined as Word 97 did": (
        bare(
            table(
                [
                    cell("Dân số", '<w:hMerge w:val="restart"/>'),
                    cell("", "<w:hMerge/>"),
                    "Ghi chú",
                ],
                ["20", "32", "không"],
            )
        ),
        '<table><tr><td colspan="2">Dân số</td><td>Ghi chú</td></tr>'
        "<tr><td>20</td><td>32</td><td>không</td></tr></table>",
    ),
    "a deleted cell and a hidden row": (
        bare(
            table(
                ["A", cell("<w:p/>", '<w:cellDel w:id="1"/>'), "C"],
                ["1", "3"],
                ["<w:trPr><w:hidden/></w:trPr>", "x", "y"],
            )
        ),
        "<table><tr><td>A</td><td>C</td></tr><tr><td>1</td><td>3</td></tr></table>",
    ),
    "a small table in a cell": (
        bare(
            table(
                ["Thôn", "Chi tiết các hộ"],
                ["Nà Phung", cell(table(["Nam", "Nữ"], ["20", "32"]) + "<w:p/>")],
                ["Nà Lạn", "chưa có số liệu"],
            )
        ),
        "<table><tr><td>Thôn</td><td><p>Chi tiết các hộ</p></td></tr><tr><td>Nà Phung</td>"
        "<td><p>Nam | Nữ</p><p>20 | 32</p></td></tr>"
        "<tr><td>Nà Lạn</td><td><p>chưa có số liệu</p></td></tr></table>",
    ),
    "names in one column at the end": (
        bare(table(["Nông Văn Mẫu"], ["Hoàng Thị Mẫu"])),
        "<table><tr><td>Nông Văn Mẫu</td></tr><tr><td>Hoàng Thị Mẫu</td></tr></table>",
    ),
}


CASES = LISTS | WORDS | TABLES


@pytest.mark.parametrize("name", CASES)
def test_what_word_draws_is_in_the_article(name):
    content, html = CASES[name]
    got = body_of(content)
    assert got.replace("\n", "") == html


def test_long_cells_below_the_names_of_columns_stay_a_table():
    html = body_of(bare(table(["Hỏi", "Đáp"], ["Câu hỏi dài. " * 60, "Câu trả lời dài. " * 60])))
    assert html.startswith("<table><tr><td>Hỏi</td><td>Đáp</td></tr>")


@pytest.mark.parametrize(
    "inner",
    [
        p(picture().replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)),
        p(picture(about='hidden="1"')),
        p(run("Bí mật"), looks=styled("H")),
        table(["<w:trPr><w:hidden/></w:trPr>", "Bí mật", "x"], ["Công khai", "y"]),
    ],
    ids=["picture in hidden words", "hidden picture", "hidden style", "hidden row"],
)
def test_what_word_hides_is_not_published(inner):
    hidden = STYLE.format(id="H", inner="<w:rPr><w:vanish/></w:rPr>")
    article = read(bare(inner, hidden, parts=PICTURE, relations=[ONE["i1"]]))
    html = shown(article.manuscript)
    assert "<img" not in html
    assert "Bí mật" not in html
    assert article.losses["hidden"] == 1
    assert article.missing == []


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings 3", "F0C6", "→"),
        ("Wingdings", "F0E8", "→"),
        ("Webdings", "F09A", "✉"),
        ("Wingdings", "F0FC", "✓"),
    ],
)
def test_signs_too_new_for_old_telephones_become_older_ones(font, code, sign):
    inner = p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', " Bước một")
    assert body_of(bare(inner)) == f"<p>{sign} Bước một</p>"


def test_a_moved_paragraph_is_not_called_deleted():
    moved = (
        '<w:p><w:pPr><w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFrom w:id="2">'
        "<w:r><w:t>Chuyển chỗ.</w:t></w:r></w:moveFrom></w:p>"
        + p("Ở giữa.")
        + '<w:p><w:moveTo w:id="4"><w:r><w:t>Chuyển chỗ.</w:t></w:r></w:moveTo></w:p>'
    )
    article = read(bare(moved))
    assert shown(article.manuscript).startswith("<p>Ở giữa.</p><p>Chuyển chỗ.</p>")
    assert article.dropped == []


def test_a_list_of_pages_made_by_a_field_is_left_out_and_said():
    article = read(bare(p(field(r' TOC \o "1-3" ', "I. Chung 1"))))
    assert shown(article.manuscript) == SHOWN_CLOSING
    assert article.dropped == ["Bỏ mục lục tự động."]
    assert article.missing == []


@pytest.mark.parametrize(
    ("inner", "kind", "what"),
    [
        (p("Số ", field(" LISTNUM ")), "field", "LISTNUM"),
        (
            p('<w:hyperlink r:id="s">' + picture() + "</w:hyperlink>"),
            "link",
            "https://xa.example/a",
        ),
        ('<w:altChunk r:id="r"/>', "chunk", ""),
        (
            p("Cuối trang", looks='<w:sectPr><w:footerReference r:id="f"/></w:sectPr>'),
            "header",
            "Đường dây nóng: 0219 000 000",
        ),
    ],
    ids=[
        "a field without a result",
        "a picture's link",
        "a chunk of RTF",
        "a footer that says something",
    ],
)
def test_what_cannot_come_along_is_named(inner, kind, what):
    footer = f"<w:ftr {DECLARED}>{p('Đường dây nóng: 0219 000 000')}</w:ftr>"
    content = bare(
        inner,
        parts={**PICTURE, "word/c.rtf": b"{\\rtf1 a}", "word/f.xml": footer},
        relations=[
            ONE["i1"],
            ("s", "hyperlink", "https://xa.example/a", True),
            ("r", "aFChunk", "c.rtf", False),
            ("f", "footer", "f.xml", False),
        ],
    )
    assert [(one.kind, one.what) for one in read(content).missing] == [(kind, what)]
