"""Files that are no article, or are meant to harm: each a clear refusal, or harmless words."""

import io
import zipfile

import pytest

from manuscripts.elements import Heading, Listing, Paragraph, Picture, PictureRow, Quote, Table
from manuscripts.word import package
from manuscripts.word.reading import read_word
from manuscripts.word.refusals import WordRefusedError
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.reading import read, refusal_of


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
