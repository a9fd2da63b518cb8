"""A report as a Word file: Decree 30/2020's layout, text that the office can still put right by hand.

The figures are those of the frozen report; what is typed over in Word no longer agrees with the address
on the sheet, and whoever checks it there sees that.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from visits.chart_picture import chart_png
from visits.report_sheet import qr_png

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
FONT = "Times New Roman"
WIDTH = 165
"""Millimetres between the margins."""


def as_docx(sheet: dict[str, Any]) -> bytes:
    """Bytes of the file; `sheet` as `visits.report_sheet.sheet` makes it."""
    document = Document()
    _set_up(document)
    _heading(document, sheet)
    _body(document, sheet)
    _signatures(document, sheet["paper"])
    _appendix(document, sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True  # the first page bears no number
    _page_number(section.header.paragraphs[0])
    document.core_properties.language = "vi-VN"


def _halves(document: WordDocument, *widths: float) -> Any:
    """Two cells without lines, so many millimetres wide."""
    table = document.add_table(1, len(widths))
    _set_widths(table, widths)
    return table.rows[0].cells


def _set_widths(table: Any, widths: Iterable[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # LibreOffice goes by the column, Word by the cells
        for cell in column.cells:
            cell.width = Mm(width)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = CENTRE
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def _heading(document: WordDocument, sheet: dict[str, Any]) -> None:
    content, paper = sheet["content"], sheet["paper"]
    left, right = _halves(document, 65, 100)
    _line(left, "ỦY BAN NHÂN DÂN", size=13, first=True)
    _line(left, content["commune"].upper(), bold=True, size=13, underline=True)
    _line(left, f"Số: {paper['number'] or '……/BC-UBND'}", size=13)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, underline=True)
    dated = sheet["date_words"] or "ngày …… tháng …… năm ……"
    _line(right, f"{paper['place']}, {dated}", italic=True, size=13)
    _line(document, "")
    _line(document, "BÁO CÁO", bold=True)
    _line(document, f"Tình hình truy cập {content['title']}, {content['period']}", bold=True)
    if len(paper["to"]) == 1:
        _line(document, f"Kính gửi: {paper['to'][0]}.")
    elif paper["to"]:
        _line(document, "Kính gửi:")
        for line in paper["to"]:
            _line(document, f"- {line};")


def _body(document: WordDocument, sheet: dict[str, Any]) -> None:
    content, paper = sheet["content"], sheet["paper"]
    _text(
        document,
        f"{content['commune']} báo cáo tình hình truy cập {content['title']} {content['period']}. Số liệu do "
        f"hệ thống tự đếm, lấy lúc {sheet['taken_at']:%H:%M} ngày {sheet['taken_at']:%d/%m/%Y}.",
    )
    titles = iter(range(1, 100))
    _title(document, f"{next(titles)}. Số liệu chung")
    _kpis(document, content)
    if paper["remarks"]:
        _title(document, f"{next(titles)}. Nhận xét")
        for line in paper["remarks"]:
            _text(document, line)
    _title(document, f"{next(titles)}. Lượt xem theo thời gian")
    document.add_picture(chart_png(sheet["chart"]), width=Mm(WIDTH))
    for table in sheet["tables"]:
        _title(document, f"{next(titles)}. {table['title']}")
        _table(document, table)


def _kpis(document: WordDocument, content: dict[str, Any]) -> None:
    rows = [
        [
            kpi["name"] + (" (ước tính)" if kpi["is_estimate"] else ""),
            _value(kpi),
            _compared(kpi["before_value"], kpi["before"]),
            _compared(kpi["year_value"], kpi["year_before"]),
        ]
        for kpi in content["kpis"]
    ]
    _grid(document, ["Chỉ tiêu", "Trong kỳ", "Kỳ trước", "Cùng kỳ năm trước"], rows)
    until = content["until"]
    note = f" So với cùng đoạn của kỳ trước, {until}." if until else ""
    _text(
        document,
        f"Kỳ trước: {content['before']}. Cùng kỳ năm trước: {content['year_before']}.{note}",
        size=11,
    )


def _value(kpi: dict[str, Any]) -> str:
    value = f"{_grouped(kpi['value'])}{kpi['unit']}"
    if kpi["stretch_value"] is None:
        return value
    return f"{value}\nphần đem so: {_grouped(kpi['stretch_value'])}"


def _compared(value: int | None, words: str) -> str:
    return f"{_grouped(value)}\n{words}" if value is not None else "–"


def _table(document: WordDocument, table: dict[str, Any]) -> None:
    rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
    _grid(document, table["columns"], [[str(row[0]), *map(_grouped, row[1:])] for row in rows])
    if table["note"]:
        _text(document, table["note"], size=11)


def _grid(document: WordDocument, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    grid = document.add_table(1, len(columns))
    grid.style = "Table Grid"
    _repeat_on_every_page(grid.rows[0])
    for line, cells in enumerate([columns, *rows]):
        row = grid.rows[0] if line == 0 else grid.add_row()
        for number, text in enumerate(cells):
            paragraph = row.cells[number].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = RIGHT if number else None
            run = paragraph.add_run(str(text))
            run.font.size, run.bold = Pt(12), line == 0
    figures = max(len(columns) - 1, 1)
    narrow = {1: 30, 2: 32, 3: 36}.get(figures, min(26, 105 // figures))
    _set_widths(grid, [WIDTH - narrow * (len(columns) - 1), *[narrow] * (len(columns) - 1)])
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _repeat_on_every_page(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _signatures(document: WordDocument, paper: dict[str, Any]) -> None:
    left, right = _halves(document, 80, 85)
    _line(left, "Nơi nhận:", bold=True, italic=True, size=12, first=True, centred=False)
    for line in paper["recipients"]:
        _line(left, f"- {line};", size=11, centred=False)
    for number, line in enumerate(paper["capacity"]):
        _line(right, line, bold=True, first=number == 0)
    for _ in range(4):
        _line(right, "")
    _line(right, paper["signer"], bold=True)


def _appendix(document: WordDocument, sheet: dict[str, Any]) -> None:
    document.add_page_break()
    for number, table in enumerate([sheet["series"], *sheet["more_tables"]], 1):
        _title(document, f"Phụ lục {number}. {table['title']}")
        _table(document, table)
    if sheet["report"] is None:
        return
    _title(document, "Kiểm tra và xác minh")
    picture = io.BytesIO()
    qr_png(sheet["address"], picture)
    picture.seek(0)
    document.add_picture(picture, width=Mm(28))
    _keep_with_next(document)
    check = sheet["content"]["check"]["result"]
    _text(document, f"{check}, kiểm tra lúc {sheet['check_at']:%H:%M %d/%m/%Y}.", size=12)
    _keep_with_next(document)
    _text(
        document,
        f"Bản số {sheet['report'].version}. Mã xác minh: {sheet['report'].code}. Mã kiểm tra: "
        f"{sheet['checksum']}. Quét mã, hoặc mở {sheet['address']} để đối chiếu.",
        size=12,
    )


def _keep_with_next(document: WordDocument) -> None:
    """The last paragraph stays on one page with what follows: a code without its words proves nothing."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _title(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _text(document: WordDocument, text: str, size: float = 14) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = Pt(size)
    if size == 14:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)


def _line(
    place: Any,
    text: str,
    *,
    size: float = 14,
    first: bool = False,
    centred: bool = True,
    **font: Any,
) -> None:
    """A line of heading or signature; in a cell the first one takes the paragraph that is there.

    `font` sets bold, italic or underline.
    """
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = CENTRE if centred else None
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    for name, value in font.items():
        setattr(run, name, value)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
