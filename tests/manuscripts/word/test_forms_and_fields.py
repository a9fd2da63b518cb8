"""Form controls, fields, symbols, struck words, numbers, tables and frames of pictures, as Word shows them."""

import io
import zipfile

import pytest
from PIL import Image

from manuscripts.elements import Listing, Table
from manuscripts.shown import shown
from manuscripts.word.framing import Frame
from manuscripts.word.pictures import prepared
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.reading import read

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def body_of(*markup):
    document = made.new_document()
    for one in markup:
        made.add_xml(document, one)
    return shown(read(document).manuscript)


def paragraph(inner):
    return f"<w:p {W14}>{inner}</w:p>"


def run(words, looks=""):
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code, result="", data=""):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_link_made_by_a_field_is_on_its_words_only():
    link = field(' HYPERLINK "https://tinh.example" ', run("Cổng ") + run("tỉnh", "<w:b/>"))
    html = body_of(paragraph(run("Xem ") + link + run(" để nộp.")))
    assert html == ('<p>Xem <a href="https://tinh.example">Cổng <b>tỉnh</b></a> để nộp.</p>')


def test_a_simple_field_is_a_link_too():
    simple = (
        f"<w:fldSimple w:instr='HYPERLINK \"https://tinh.example\"'>{run('Cổng')}</w:fldSimple>"
    )
    assert '<a href="https://tinh.example">Cổng</a>' in body_of(
        paragraph(run("Xem ") + simple + run(" để nộp hồ sơ."))
    )


@pytest.mark.parametrize(("checked", "sign"), [("1", "☒"), ("0", "☐")])
def test_ticks_of_both_kinds_of_forms_stay(checked, sign):
    control = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run('')}</w:sdtContent></w:sdt>"
    )
    old = field(
        " FORMCHECKBOX ",
        data=f'<w:ffData><w:checkBox><w:default w:val="{checked}"/></w:checkBox></w:ffData>',
    )
    assert body_of(paragraph(control + run(" Đạt "))) == f"<p>{sign} Đạt</p>"
    assert body_of(paragraph(old + run(" Đạt "))) == f"<p>{sign} Đạt</p>"


def test_the_chosen_value_of_a_list_stays():
    data = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Khá"/><w:listEntry w:val="Tốt"/></w:ddList></w:ffData>'
    assert (
        body_of(paragraph(run("Loại: ") + field("FORMDROPDOWN", data=data))) == "<p>Loại: Tốt</p>"
    )


@pytest.mark.parametrize(
    "prompt", ["Click or tap here to enter text.", "Bấm vào đây để nhập văn bản", "Choose an item."]
)
@pytest.mark.parametrize("mark", ["<w:showingPlcHdr/>", ""])
def test_a_prompt_that_nobody_answered_is_not_published(prompt, mark):
    control = f"<w:sdt><w:sdtPr>{mark}<w:text/></w:sdtPr><w:sdtContent>{run(prompt)}</w:sdtContent></w:sdt>"
    assert body_of(paragraph(run("Người liên hệ: ") + control)) == "<p>Người liên hệ:</p>"


def test_signs_of_picture_typefaces_are_signs():
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    signs = run("\uf0fe", wingdings) + run(" Có ") + run("\uf0a8", wingdings) + run(" Không ")
    symbol = (
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
        + run(" Xong ")
        + run("ü", wingdings)
    )
    assert body_of(paragraph(signs + symbol)) == "<p>☑ Có ☐ Không ☑ Xong ✓</p>"


def test_struck_words_stay_struck():
    words = run("50.000 đồng", "<w:strike/>") + run(" 20.000 đồng ") + run("cũ", "<w:dstrike/>")
    assert body_of(paragraph(words)) == "<p><s>50.000 đồng</s> 20.000 đồng <s>cũ</s></p>"


def test_html_put_into_a_file_is_read():
    document = made.new_document()
    made.add_xml(document, '<w:altChunk r:id="rIdChunk"/>')
    content = made.content_of(document)
    name = "word/_rels/document.xml.rels"
    relations = zipfile.ZipFile(io.BytesIO(content)).read(name).decode()
    relations = relations.replace(
        "</Relationships>",
        '<Relationship Id="rIdChunk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" '
        'Target="chunk.html"/></Relationships>',
    )
    html = "<html><meta charset='utf-8'><body><p>Lời của trang cũ.</p></body></html>"
    content = made.changed(content, {name: relations.encode(), "word/chunk.html": html.encode()})
    assert shown(read(content).manuscript) == "<p>Lời của trang cũ.</p>"


def test_lists_lines_and_merged_cells_stay_in_a_table():
    document = made.new_document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Việc"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Môi trường"
    table.cell(1, 1).text = "- Thu gom rác\n- Trồng cây"
    table.cell(2, 1).paragraphs[0].text = "Một"
    table.cell(2, 1).paragraphs[0].style = "List Bullet"
    html = shown(read(document).manuscript)
    assert '<td colspan="2"><p>Việc</p></td>' in html or '<td colspan="2">Việc</td>' in html
    assert 'rowspan="2"' in html
    assert (
        "- Thu gom rác<br>- Trồng cây" in html or "<p>- Thu gom rác</p><p>- Trồng cây</p>" in html
    )
    assert "<ul><li>Một</li></ul>" in html


def test_portraits_stay_in_their_table_and_sign_nothing():
    document = made.new_document()
    table = document.add_table(rows=2, cols=2)
    for row, name in zip(table.rows, ("Vàng Mí Sính", "Lò Thị Mai"), strict=True):
        row.cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(made.picture()))
        row.cells[1].text = name
    manuscript = read(document).manuscript
    (found,) = [element for element in manuscript.body if isinstance(element, Table)]
    assert [row[1] for row in found.rows] == ["Vàng Mí Sính", "Lò Thị Mai"]
    assert len(manuscript.figures) == 2
    assert manuscript.author == ""


def test_forty_columns_are_all_there():
    document = made.new_document()
    table = document.add_table(rows=1, cols=40)
    for number, cell in enumerate(table.rows[0].cells):
        cell.text = f"c{number}"
    (found,) = [e for e in read(document).manuscript.body if isinstance(e, Table)]
    assert found.rows[0][39] == "c39"


def test_a_width_that_no_table_has_is_no_width():
    document = made.new_document()
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    )
    cells = cell.format("999999999", "a") + cell.format("x", "b")
    made.add_xml(document, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    (found,) = [e for e in read(document).manuscript.body if isinstance(e, Table)]
    assert found.rows == [["a", "b"]]


def test_lines_parted_with_shift_enter_are_title_lead_and_paragraphs():
    document = made.new_document(None, None)
    document.add_paragraph(f"Xã Mẫu trồng rừng\n{made.LEAD}\n{made.SENTENCE}")
    manuscript = read(document).manuscript
    assert (manuscript.title, manuscript.lead) == ("Xã Mẫu trồng rừng", made.LEAD)
    assert manuscript.paragraphs == [made.SENTENCE]


def test_a_crop_leaves_nothing_of_what_it_cuts_off():
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste("blue", (200, 0, 400, 200))
    file = io.BytesIO()
    picture.save(file, "PNG")
    content, ending = prepared(file.getvalue(), Frame(left=0.5))
    left = Image.open(io.BytesIO(content)).convert("RGB")
    assert (left.size, ending) == ((200, 200), "jpg")
    assert all(red < 60 for red, _, blue in (left.getpixel((x, 100)) for x in range(200)))


def test_a_quarter_turn_is_clockwise():
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste("blue", (0, 0, 200, 200))
    turned = Frame(turn=90).shown(picture)
    assert turned.size == (200, 400)
    assert turned.getpixel((100, 50)) == (0, 0, 255)


def test_thousands_of_lines_keep_their_places():
    document = made.new_document()
    for number in range(300):
        made.add_xml(document, paragraph(run(f"Nguyễn Văn Mẫu số {number}")))
    assert len(read(document).manuscript.paragraphs) == 300


def test_struck_and_plain_items_stay_one_list():
    document = made.new_document()
    for words in ("Một", "Hai"):
        document.add_paragraph(words, style="List Number")
    assert [len(e.items) for e in read(document).manuscript.body if isinstance(e, Listing)] == [2]
