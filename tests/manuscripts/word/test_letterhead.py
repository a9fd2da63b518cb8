"""The frame of an official document stays behind; its subject becomes the title."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH

from manuscripts.elements import Paragraph
from manuscripts.word.reading import read_word
from tests.manuscripts.word import documents as made


def official(kind="THÔNG BÁO", subject="Về việc tạm ngừng cấp nước sinh hoạt"):
    document = made.new_document(title="", lead="")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TẢ LỦNG\nSố: 12/TB-UBND"
    table.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTả Lủng, ngày 3 tháng 11 năm 2026"
    for words in (kind, subject):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(words).bold = True
    document.add_paragraph(made.LEAD)
    document.add_paragraph(made.SENTENCE)
    return document


def read(document):
    return read_word(io.BytesIO(made.content_of(document)), "tb.docx")


def test_the_kind_and_the_subject_are_the_title():
    article = read(official())
    assert article.manuscript.title == "Thông báo về việc tạm ngừng cấp nước sinh hoạt"
    assert article.manuscript.lead == made.LEAD
    assert article.manuscript.paragraphs == [made.SENTENCE]
    assert article.dropped == ["Bỏ phần đầu văn bản (quốc hiệu, tên cơ quan, số và ngày)."]


def test_a_letterhead_typed_as_lines_goes_as_well():
    document = made.new_document(title="", lead="")
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "-----***-----",
    ):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("KẾ HOẠCH").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Tổ chức Tết trồng cây").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(made.LEAD)
    assert read(document).manuscript.title == "Kế hoạch tổ chức Tết trồng cây"


def test_recipients_go_and_the_signature_stays():
    document = official()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    table.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nVàng Mí Sính"
    article = read(document)
    assert article.manuscript.paragraphs[-3:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Vàng Mí Sính"]
    assert "Bỏ phần “Nơi nhận” ở cuối văn bản." in article.dropped


def test_an_ordinary_first_table_is_no_letterhead():
    document = made.new_document()
    document.add_table(rows=1, cols=2).cell(0, 0).text = "Thôn"
    assert read(document).dropped == []


def test_the_motto_in_running_text_is_no_letterhead():
    document = made.new_document()
    document.add_paragraph(
        "Nước Cộng hòa xã hội chủ nghĩa Việt Nam ra đời năm 1976 từ Tổng tuyển cử."
    )
    article = read(document)
    assert len([e for e in article.manuscript.body if isinstance(e, Paragraph)]) == 1
    assert article.dropped == []
