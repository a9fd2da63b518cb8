"""Files that make importers stumble: each becomes a correct draft or a clear refusal."""

import io
import unicodedata
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from news.word import package
from news.word.reading import read_word
from news.word.refusals import WordRefusedError
from pages.body_from_html import body_from_elements
from pages.elements import Heading, Listing, Paragraph, Picture, PictureRow, Quote, Table
from tests.news.word import documents as made


def read(content, name="bai-viet.docx"):
    content = content if isinstance(content, bytes) else made.content_of(content)
    return read_word(io.BytesIO(content), name)


def refusal_of(content, name="bai-viet.docx"):
    with pytest.raises(WordRefusedError) as caught:
        read(content, name)
    return caught.value.reason


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


def test_old_word_files_are_told_how_to_be_saved():
    reason = refusal_of(made.old_word(), "bai.docx")
    assert "kiểu cũ (.doc)" in reason
    assert "Word Document (*.docx)" in reason


def test_a_password_is_named_and_how_to_take_it_off():
    assert "mật khẩu" in refusal_of(made.protected_word())


def test_macros_are_refused_even_under_an_innocent_name():
    content = made.content_of(made.new_document())
    assert "macro" in refusal_of(made.changed(content, {"word/vbaProject.bin": b"\x00"}))
    types = made.part_of(content, "[Content_Types].xml").replace(
        "wordprocessingml.document.main+xml", "wordprocessingml.document.macroEnabled.main+xml"
    )
    assert "macro" in refusal_of(made.changed(content, {"[Content_Types].xml": types}))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "không có chữ"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 ...", "RTF"),
        (b"<html><body>Word 97 web page</body></html>", "trang web"),
        (b"Plain text", "không phải tệp Word"),
        (b"PK\x03\x04 cut off", "hỏng"),
    ],
)
def test_what_is_no_word_file_is_called_by_its_name(content, told):
    assert told in refusal_of(content)


def test_a_file_cut_off_in_the_middle_is_refused():
    content = made.content_of(made.new_document())
    assert "hỏng" in refusal_of(content[: len(content) // 2])


def test_markup_that_is_no_xml_is_refused():
    content = made.content_of(made.new_document())
    assert "hỏng" in refusal_of(made.changed(content, {"word/document.xml": "<w:document><w:p>"}))


def test_spreadsheets_and_open_documents_are_sent_to_word():
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "Excel" in refusal_of(sheet.getvalue())
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    assert ".odt" in refusal_of(text.getvalue())


def test_a_file_of_a_hundred_megabytes_is_refused_unread():
    class Huge(io.RawIOBase):
        def seek(self, offset, whence=0):
            return 100 * package.MEGABYTE if whence == 2 else 0

        def read(self, size=-1):
            raise AssertionError("a file that is too large is not read")

    with pytest.raises(WordRefusedError) as caught:
        read_word(Huge(), "to.docx")
    assert "100 MB" in caught.value.reason
    assert "Nén ảnh" in caught.value.reason


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = made.content_of(made.new_document())
    bomb = made.changed(content, {"word/media/bomb.bin": bytes(80 * package.MEGABYTE)})
    assert len(bomb) < package.MEGABYTE
    assert "phình" in refusal_of(bomb)


def test_thousands_of_parts_are_refused():
    content = made.content_of(made.new_document())
    many = {f"word/media/{n}.txt": "x" for n in range(3_001)}
    assert "phình" in refusal_of(made.changed(content, many))


def test_markup_that_swells_is_refused():
    content = made.content_of(made.new_document())
    markup = made.part_of(content, "word/document.xml")
    long = markup.replace("<w:sectPr", f"{'<w:p/>' * 2_000_000}<w:sectPr")
    assert "quá dài" in refusal_of(made.changed(content, {"word/document.xml": long}))


def test_entities_that_multiply_are_refused():
    laughs = (
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f"<w:document {made.DECLARED}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    content = made.content_of(made.new_document())
    for encoding in ("utf-8", "utf-16"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{laughs}'.encode(encoding)
        assert "phình" in refusal_of(made.changed(content, {"word/document.xml": declared}))


def test_an_outside_entity_is_not_read():
    outside = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<w:document {made.DECLARED}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    content = made.content_of(made.new_document())
    assert "phình" in refusal_of(made.changed(content, {"word/document.xml": outside}))


def test_a_pixel_bomb_is_left_out_and_named():
    document = made.new_document()
    made.add_picture(
        document, content=made.picture(9_000, 9_000, kind="PNG"), caption="Ảnh: Toàn cảnh"
    )
    article = read(document)
    assert [article.pictures.has(f.src) for f in article.manuscript.figures] == [False]
    assert any("quá nhiều điểm ảnh" in sentence for sentence in article.dropped)


def test_script_in_words_links_and_picture_names_stays_words():
    document = made.new_document(title='"><svg onload=alert(1)>')
    document.add_paragraph("<script>alert(1)</script> và &lt;b&gt; là chữ.")
    made.add_link(document, document.add_paragraph(), "javascript:alert(1)", "bấm vào")
    manuscript = read(document).manuscript
    assert manuscript.title == '"><svg onload=alert(1)>'
    assert [e.html for e in manuscript.body] == [
        "&lt;script&gt;alert(1)&lt;/script&gt; và &amp;lt;b&amp;gt; là chữ.",
        "bấm vào",
    ]


def test_kinds_of_elements_survive_together():
    document = made.new_document()
    document.add_heading("Kết quả", 2)
    document.add_paragraph("Thứ nhất", style="List Bullet")
    document.add_paragraph("Lời của bà con.", style="Quote")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "Ô"
    made.add_picture(document, caption="Ảnh: Hội nghị")
    document.add_paragraph(made.SENTENCE)
    kinds = [type(element) for element in read(document).manuscript.body]
    assert kinds == [Heading, Listing, Quote, Table, Picture, Paragraph]
    assert PictureRow not in kinds
