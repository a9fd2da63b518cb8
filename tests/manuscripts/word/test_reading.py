"""What an editor expects of an ordinary Word file."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from manuscripts.elements import Heading, Listing, Paragraph, Picture, PictureRow, Table
from manuscripts.word.markup import q
from manuscripts.word.reading import read_word
from tests.manuscripts.word import documents as made


def read(document, name="bai-viet.docx"):
    content = document if isinstance(document, bytes) else made.content_of(document)
    return read_word(io.BytesIO(content), name)


def manuscript_of(document, name="bai-viet.docx"):
    return read(document, name).manuscript


def body_of(document):
    return manuscript_of(document).body


def test_title_and_lead_come_from_the_first_lines():
    document = made.new_document("Xã Tả Lủng trồng 5.000 cây xanh", made.LEAD)
    document.add_paragraph(made.SENTENCE)
    manuscript = manuscript_of(document)
    assert manuscript.title == "Xã Tả Lủng trồng 5.000 cây xanh"
    assert manuscript.lead == made.LEAD
    assert manuscript.paragraphs == [made.SENTENCE]


def test_the_title_style_is_the_title():
    document = docx.Document()
    document.add_heading("Tin vui từ thôn Há Súng", 0)
    document.add_paragraph(made.LEAD)
    assert manuscript_of(document).title == "Tin vui từ thôn Há Súng"


def test_a_short_plain_first_line_is_the_title():
    document = docx.Document()
    document.add_paragraph("Lịch tiếp công dân tháng 12")
    document.add_paragraph(made.LEAD)
    document.add_paragraph(made.SENTENCE)
    manuscript = manuscript_of(document)
    assert (manuscript.title, manuscript.lead) == ("Lịch tiếp công dân tháng 12", made.LEAD)
    assert manuscript.paragraphs == [made.SENTENCE]


def test_without_any_title_the_file_name_stands_in_and_says_so():
    document = docx.Document()
    document.add_paragraph(made.LEAD)
    article = read(document, "C:/bài_đăng-trang.docx")
    assert article.manuscript.title == "bài đăng trang"
    assert article.dropped == ["Không thấy tiêu đề trong tệp: tạm lấy tên tệp."]


def test_an_endless_title_is_cut_at_a_word_and_said():
    document = docx.Document()
    document.add_heading("Thông báo " + "rất dài " * 40, 1)
    document.add_paragraph(made.LEAD)
    article = read(document)
    assert len(article.manuscript.title) <= 255
    assert article.manuscript.title.endswith(" rất…") or article.manuscript.title.endswith(" dài…")


@pytest.mark.parametrize(
    ("caption", "italic", "centred"),
    [
        ("Các đại biểu dự hội nghị", True, False),
        ("Các đại biểu dự hội nghị.", False, True),
        ("Ảnh: Các đại biểu dự hội nghị", False, False),
    ],
)
def test_a_caption_is_known_by_its_look_or_its_first_word(caption, italic, centred):
    document = made.new_document()
    made.add_picture(document, caption=caption, italic=italic, centred=centred)
    document.add_paragraph(made.SENTENCE)
    figure, sentence = body_of(document)
    assert isinstance(figure, Picture)
    assert figure.caption == caption
    assert sentence.text == made.SENTENCE


def test_the_caption_style_makes_a_long_sentence_a_caption():
    document = made.new_document()
    made.add_picture(document)
    words = "Chủ tịch UBND xã trao giấy khen cho các tập thể và cá nhân có thành tích trong phong trào thi đua yêu nước của xã năm 2023 tại hội trường."
    document.add_paragraph(words, style="Caption")
    document.add_paragraph(made.SENTENCE)
    assert body_of(document)[0].caption == words


def test_a_title_repeated_under_a_picture_is_no_caption():
    document = made.new_document("Hội nghị cán bộ công chức")
    made.add_picture(document, caption="Hội nghị cán bộ công chức")
    document.add_paragraph(made.SENTENCE)
    assert body_of(document)[0].caption == ""


def test_a_two_row_table_of_picture_and_caption_is_a_figure():
    document = made.new_document()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(made.picture()))
    table.cell(1, 0).text = "Quang cảnh buổi lễ"
    document.add_paragraph(made.SENTENCE)
    figure = body_of(document)[0]
    assert isinstance(figure, Picture)
    assert figure.caption == "Quang cảnh buổi lễ"


def test_two_pictures_on_one_line_stand_side_by_side():
    document = made.new_document()
    line = document.add_paragraph()
    line.add_run().add_picture(io.BytesIO(made.picture(colour=(1, 2, 3))))
    line.add_run().add_picture(io.BytesIO(made.picture(colour=(3, 2, 1))))
    document.add_paragraph(made.SENTENCE)
    assert isinstance(body_of(document)[0], PictureRow)


def test_what_word_guesses_about_a_picture_is_no_description():
    document = made.new_document()
    made.add_picture(document)
    about = document.element.body.find(f".//{q('wp:docPr')}")
    about.set("descr", "A group of people sitting\n\nDescription automatically generated")
    assert body_of(document)[0].alt == ""
    about.set("descr", "Bà con xếp hàng nhận quà")
    assert body_of(document)[0].alt == "Bà con xếp hàng nhận quà"


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("Bài, ảnh: Đức Hùng", "Đức Hùng", ""),
        ("Dương Hạnh", "Dương Hạnh", ""),
        ("Theo Báo Hà Giang", "", "Báo Hà Giang"),
    ],
)
def test_closing_lines_say_who_wrote_it(line, author, source):
    document = made.new_document()
    document.add_paragraph(made.SENTENCE)
    made.add_right(document, line)
    manuscript = manuscript_of(document)
    assert (manuscript.author, manuscript.source) == (author, source)
    assert manuscript.paragraphs == [made.SENTENCE]


def test_a_right_aligned_name_above_closing_pictures_is_the_author():
    document = made.new_document()
    document.add_paragraph(made.SENTENCE)
    made.add_right(document, "Dương Hạnh")
    made.add_picture(document, caption="Ảnh: Buổi lễ")
    manuscript = manuscript_of(document)
    assert manuscript.author == "Dương Hạnh"
    assert [figure.caption for figure in manuscript.figures] == ["Ảnh: Buổi lễ"]


def test_alignment_and_italics_of_a_style_count_as_much_as_direct_ones():
    document = made.new_document()
    style = document.styles.add_style("Tên tác giả", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    style.font.italic = True
    child = document.styles.add_style("Con", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = style
    document.add_paragraph("Nghiêng theo kiểu", style="Con")
    document.add_paragraph(made.SENTENCE)
    line = body_of(document)[0]
    assert (line.align, line.italic) == ("right", True)


def test_heading_styles_keep_their_rank_below_the_title():
    document = made.new_document()
    for level in (1, 2, 3):
        document.add_heading(f"Bậc {level}", level)
        document.add_paragraph(made.SENTENCE)
    headings = [(e.text, e.level) for e in body_of(document) if isinstance(e, Heading)]
    assert headings == [("Bậc 1", 2), ("Bậc 2", 2), ("Bậc 3", 3)]


def test_bold_and_italic_words_and_links_stay():
    document = made.new_document()
    line = document.add_paragraph("Chữ ")
    line.add_run("đậm").bold = True
    line.add_run(" và ")
    line.add_run("nghiêng").italic = True
    assert body_of(document)[0].html == "Chữ <b>đậm</b> và <i>nghiêng</i>"


def test_a_sentence_cut_into_many_runs_is_whole_again():
    document = made.new_document()
    line = document.add_paragraph()
    for word in ["Bà", "con", "đến", "bộ", "phận", "một", "cửa"]:
        run = line.add_run(f"{word} ")
        run.font.size = docx.shared.Pt(14)
    assert body_of(document)[0].html == "Bà con đến bộ phận một cửa"


def test_a_table_keeps_rows_columns_and_its_heading():
    document = made.new_document()
    table = document.add_table(rows=2, cols=2)
    for place, words in {(0, 0): "Thôn", (0, 1): "Số hộ", (1, 0): "Há Súng", (1, 1): "45"}.items():
        table.cell(*place).text = words
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    (table,) = (e for e in body_of(document) if isinstance(e, Table))
    assert table.rows == [["Thôn", "Số hộ"], ["Há Súng", "45"]]
    assert table.has_header


def test_merged_cells_leave_empty_ones_so_that_columns_stay_in_line():
    document = made.new_document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Gộp"
    table.cell(0, 2).text = "Ba"
    for column, words in enumerate("abc"):
        table.cell(1, column).text = words
    (table,) = (e for e in body_of(document) if isinstance(e, Table))
    assert table.rows == [["Gộp", "", "Ba"], ["a", "b", "c"]]


def test_bullets_and_numbers_become_lists_with_their_nesting():
    document = made.new_document()
    document.add_paragraph("Ngoài", style="List Bullet")
    document.add_paragraph("Trong", style="List Bullet 2")
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph(made.SENTENCE)
    lists = [e for e in body_of(document) if isinstance(e, Listing)]
    assert [(one.ordered, one.texts) for one in lists] == [
        (False, ["Ngoài", "Trong"]),
        (True, ["Một", "Hai"]),
    ]


def test_a_simple_field_keeps_its_words():
    document = made.new_document()
    made.add_xml(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Ngày </w:t></w:r><w:fldSimple w:instr=" DATE "><w:r><w:t>21/11</w:t></w:r></w:fldSimple></w:p>',
    )
    assert body_of(document)[0].text == "Ngày 21/11"


def test_a_table_of_contents_is_left_out():
    document = made.new_document()
    made.add_xml(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Mục 1 ..... 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph(made.SENTENCE)
    article = read(document)
    assert article.manuscript.paragraphs == [made.SENTENCE]
    assert article.dropped == ["Bỏ mục lục tự động."]


def test_an_equation_keeps_its_letters():
    document = made.new_document()
    made.add_xml(
        document,
        "<w:p><m:oMathPara><m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath></m:oMathPara></w:p>",
    )
    article = read(document)
    assert article.manuscript.paragraphs == ["a+b=c"]
    assert "1 công thức" in article.dropped[0]


def test_the_strict_dialect_reads_like_the_usual_one():
    content = made.content_of(made.new_document())
    names = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts = {}
    for part in (
        "word/document.xml",
        "word/styles.xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
    ):
        text = made.part_of(content, part)
        for usual, strict in names.items():
            text = text.replace(usual, strict)
        parts[part] = text
    manuscript = manuscript_of(made.changed(content, parts))
    assert manuscript.title == "Xã Tả Lủng đẩy mạnh cải cách hành chính"
    assert manuscript.lead == made.LEAD


def test_pictures_of_old_kinds_are_made_showable():
    document = made.new_document()
    made.add_picture(document, content=made.picture(kind="BMP"))
    made.add_picture(document, content=made.picture(kind="GIF"))
    made.add_picture(document, content=made.picture(kind="TIFF"))
    article = read(document)
    assert [article.pictures.has(f.src) for f in article.manuscript.figures] == [True] * 3


def test_an_ornament_is_left_out():
    document = made.new_document()
    made.add_picture(document, width=600, height=3, kind="PNG")
    document.add_paragraph(made.SENTENCE)
    article = read(document)
    assert [type(e) for e in article.manuscript.body] == [Paragraph]
    assert article.dropped == ["Bỏ 1 hình trang trí nhỏ."]
