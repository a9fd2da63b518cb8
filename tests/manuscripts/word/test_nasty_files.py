"""Files that make importers stumble: each becomes a correct draft or a clear refusal."""

import io
import unicodedata

import docx
import pytest
from docx.oxml.ns import qn

from manuscripts.body import body_from_elements
from manuscripts.elements import Heading, Listing
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.reading import read, refusal_of


def test_tracked_changes_count_as_if_accepted():
    document = made.new_document()
    made.add_xml(
        document,
        "<w:p><w:r><w:t>Xã có </w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>11</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>12</w:t></w:r></w:ins>'
        "<w:r><w:t> thôn.</w:t></w:r></w:p>",
    )
    article = read(document)
    assert article.manuscript.paragraphs == ["Xã có 12 thôn."]
    assert article.dropped == [
        "Bỏ 1 chỗ đã đánh dấu xóa khi theo dõi thay đổi.",
        "Giữ 1 chỗ mới thêm khi theo dõi thay đổi, dù chưa ai chấp nhận.",
    ]


@pytest.mark.parametrize("with_fallback", [True, False])
def test_words_of_a_text_box_come_once_below_their_anchor(with_fallback):
    document = made.new_document()
    made.add_xml(document, made.text_box("Đường dây nóng: 0219.3888.999", with_fallback))
    document.add_paragraph(made.SENTENCE)
    article = read(document)
    assert article.manuscript.paragraphs == [
        "Đoạn neo khung chữ.",
        "Đường dây nóng: 0219.3888.999",
        made.SENTENCE,
    ]
    assert "1 khung chữ" in article.dropped[0]


def test_a_text_box_in_a_text_box_keeps_the_order_of_reading():
    document = made.new_document()
    outer = made.add_xml(document, made.text_box("Khung ngoài.", with_fallback=False))
    inner = made.xml(made.text_box("Khung trong.", with_fallback=False))
    outer.find(f".//{qn('w:txbxContent')}").append(inner)
    words = read(document).manuscript.paragraphs
    assert words == ["Đoạn neo khung chữ.", "Khung ngoài.", "Đoạn neo khung chữ.", "Khung trong."]


def test_nested_tables_lose_no_word():
    document = made.new_document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Ngoài một"
    table.cell(1, 1).text = "Ngoài hai"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Trong một", "Trong hai"
    words = " ".join(read(document).manuscript.paragraphs)
    for piece in ("Ngoài một", "Trong một", "Trong hai", "Ngoài hai"):
        assert words.count(piece) == 1


def test_tables_nested_without_end_are_refused():
    innermost = "<w:p><w:r><w:t>đáy</w:t></w:r></w:p>"
    for _ in range(60):
        innermost = f"<w:tbl><w:tr><w:tc>{innermost}<w:p/></w:tc></w:tr></w:tbl>"
    document = made.new_document()
    content = made.content_of(document)
    markup = made.part_of(content, "word/document.xml").replace(
        "<w:sectPr", f"{innermost}<w:sectPr"
    )
    assert "lồng" in refusal_of(made.changed(content, {"word/document.xml": markup}))


def test_footnotes_become_a_list_at_the_end_below_the_signature():
    document = made.new_document()
    document.add_paragraph("Theo kế hoạch của tỉnh")
    made.add_right(document, "Dương Hạnh")
    content = made.with_footnotes(document, ["Kế hoạch số 12.", "Nghị quyết số 3."])
    article = read(content)
    assert article.manuscript.body[-2] == Heading("Chú thích", "Chú thích", 3)
    notes = article.manuscript.body[-1]
    assert isinstance(notes, Listing)
    assert notes.ordered
    assert notes.texts == ["Kế hoạch số 12.", "Nghị quyết số 3."]


def test_a_footnote_mark_is_raised_and_links_nowhere():
    document = made.new_document()
    document.add_paragraph("Theo kế hoạch của tỉnh")
    article = read(made.with_footnotes(document, ["Kế hoạch số 12."]))
    assert article.manuscript.body[0].html == "Theo kế hoạch của tỉnh<sup>[1]</sup>"


def test_a_mark_whose_footnote_is_missing_is_passed_over():
    document = made.new_document()
    document.add_paragraph(made.SENTENCE)._p.append(
        made.xml('<w:r><w:footnoteReference w:id="77"/></w:r>')
    )
    assert read(document).manuscript.paragraphs == [made.SENTENCE]


def test_embedded_objects_are_left_out_and_named():
    document = made.new_document()
    made.add_xml(
        document,
        '<w:p><w:r><w:t>Số liệu kèm theo.</w:t></w:r><w:r><w:object><v:shape><v:imagedata r:id="rId900"/></v:shape>'
        '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId901"/></w:object></w:r></w:p>',
    )
    article = read(document)
    assert article.manuscript.paragraphs == ["Số liệu kèm theo."]
    assert any("1 đối tượng nhúng" in sentence for sentence in article.dropped)


def test_an_emf_picture_leaves_its_caption_and_a_free_place():
    document = made.new_document()
    made.add_picture(document, caption="Ảnh: Bản đồ quy hoạch xã")
    made.add_picture(document, caption="Ảnh: Hội nghị", colour=(200, 0, 0))
    article = read(made.as_vector(made.content_of(document)))
    figures = article.manuscript.figures
    assert [(f.caption, article.pictures.has(f.src)) for f in figures] == [
        ("Ảnh: Bản đồ quy hoạch xã", False),
        ("Ảnh: Hội nghị", True),
    ]
    assert any("EMF/WMF" in sentence and "PNG" in sentence for sentence in article.dropped)


def test_decomposed_letters_become_whole_ones_even_across_runs():
    document = made.new_document(title=unicodedata.normalize("NFD", "Cuộc họp thôn Tiến Xuân"))
    line = document.add_paragraph("Bà con đồ")
    line.add_run("\u0302ng lo")
    line.add_run("\u0300ng")
    manuscript = read(document).manuscript
    assert manuscript.title == "Cuộc họp thôn Tiến Xuân"
    assert manuscript.paragraphs == [unicodedata.normalize("NFC", "Bà con đồ\u0302ng lo\u0300ng")]


def test_three_hundred_pictures_are_refused_with_the_limit():
    document = made.new_document()
    content = [made.picture(60, 60, (n % 250, n // 250, 9)) for n in range(300)]
    for one in content:
        document.add_picture(io.BytesIO(one))
    reason = refusal_of(document)
    assert "300 ảnh" in reason
    assert "nhiều nhất 40 ảnh" in reason


def test_forty_pictures_are_read():
    document = made.new_document()
    for n in range(40):
        document.add_picture(io.BytesIO(made.picture(60, 60, (n, 7, 9))))
    article = read(document)
    assert sum(article.pictures.has(f.src) for f in article.manuscript.figures) == 40


@pytest.mark.parametrize("lines", [[], ["", "   ", "\u00a0\u00a0"]])
def test_an_empty_document_is_refused(lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    assert "không có chữ" in refusal_of(document)


def test_blanks_used_for_layout_are_gone_and_the_pushed_name_is_the_author():
    document = made.new_document()
    document.add_paragraph(f"\u00a0\u00a0\u00a0\u00a0 {made.SENTENCE}\u00a0\u00a0 Xã sẽ làm  ngay.")
    document.add_paragraph("Mọi việc xong trước tháng 12." + "\u00a0" * 40 + "Dương Hạnh")
    manuscript = read(document).manuscript
    assert manuscript.paragraphs == [
        f"{made.SENTENCE} Xã sẽ làm ngay.",
        "Mọi việc xong trước tháng 12.",
    ]
    assert manuscript.author == "Dương Hạnh"
    assert "\u00a0" not in "".join(e.html for e in manuscript.body)


def test_tabs_that_push_a_name_to_the_right_are_layout_too():
    document = made.new_document()
    document.add_paragraph(made.SENTENCE)
    document.add_paragraph("\t\t\t\t\t\t\tHuỳnh Điệp")
    assert read(document).manuscript.author == "Huỳnh Điệp"


def test_hidden_words_are_never_published():
    document = made.new_document()
    line = document.add_paragraph("Chữ thấy được.")
    line.add_run(" Ghi chú mật của người soạn.").font.hidden = True
    article = read(document)
    assert article.manuscript.paragraphs == ["Chữ thấy được."]
    assert article.dropped == ["Bỏ 1 đoạn chữ ẩn."]


def test_links_to_the_writers_own_disk_keep_only_their_words():
    document = made.new_document()
    line = document.add_paragraph("Xem ")
    for target in ("file:///C:/Users/DELL/Downloads/kh.doc#_ftn1", "https://tinh.gov.vn/kh"):
        made.add_link(document, line, target, "kế hoạch ")
    article = read(document)
    assert article.manuscript.body[0].html == (
        'Xem kế hoạch <a href="https://tinh.gov.vn/kh">kế hoạch</a>'
    )
    assert article.dropped == [
        "Bỏ 1 liên kết tới tệp trong máy tính hoặc địa chỉ không dùng được; chữ vẫn còn."
    ]


def test_links_in_a_table_stay_links():
    document = made.new_document()
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table.rows[0].cells, ("Biểu mẫu", "Số"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    made.add_link(document, table.cell(1, 0).paragraphs[0], "https://tinh.gov.vn/mau", "Tờ khai")
    table.cell(1, 1).text = "01"
    article = read(document)
    (block,) = body_from_elements(article.manuscript.body)
    assert block["value"]["columns"] == [
        {"type": "rich_text", "heading": "Biểu mẫu"},
        {"type": "text", "heading": "Số"},
    ]
    assert block["value"]["rows"] == [
        {"values": ['<p><a href="https://tinh.gov.vn/mau">Tờ khai</a></p>', "01"]}
    ]
    assert article.dropped == []


def test_links_in_the_lead_and_in_names_of_columns_are_words_and_the_editor_is_told():
    document = made.new_document(lead="")
    made.add_link(document, document.add_paragraph(made.LEAD), "https://tinh.gov.vn/a", " (xem)")
    table = document.add_table(rows=2, cols=2)
    made.add_link(document, table.cell(0, 0).paragraphs[0], "https://tinh.gov.vn/b", "Thôn")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].add_run(" x").bold = True
    table.cell(1, 0).text = "Há Súng"
    article = read(document)
    (block,) = body_from_elements(article.manuscript.body)
    assert [column["type"] for column in block["value"]["columns"]] == ["text", "text"]
    assert article.dropped == [
        "2 liên kết chỉ còn chữ, vì đứng trong sa-pô, chú thích ảnh, tên cột hoặc phần đã bỏ."
    ]


def test_pictures_linked_from_elsewhere_are_not_fetched():
    document = made.new_document()
    key = document.part.relate_to(
        "http://192.0.2.7/anh.jpg",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    made.add_xml(
        document,
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:link="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>",
    )
    document.add_paragraph(made.SENTENCE)
    article = read(document)
    assert article.manuscript.figures == []
    assert article.dropped == ["Bỏ 1 ảnh chỉ liên kết tới nơi khác, không nằm trong tệp."]


def test_references_to_missing_parts_do_not_spoil_the_rest():
    document = made.new_document()
    made.add_picture(document)
    document.add_paragraph(made.SENTENCE)
    content = made.content_of(document)
    relations = made.part_of(content, "word/_rels/document.xml.rels")
    gone = relations.replace("media/image1.jpg", "media/khong-co.jpg")
    article = read(made.changed(content, {"word/_rels/document.xml.rels": gone}))
    assert article.manuscript.paragraphs == [made.SENTENCE]
