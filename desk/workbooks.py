"""Spreadsheets that are printed and signed: heading, table, sums; no cell is ever a formula."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its tab, the lines above, the columns, the rows, the last row."""

    tab: str
    heading: list
    columns: list
    """`(name, width in characters)`."""
    rows: list
    sums: list = ()
    signed_by: tuple = ()
    """Who signs below, from left to right; the last under the place and the day."""


def workbook_response(filename, tables):
    """An answer that downloads the tables as one file; `filename` without its ending."""
    book = Workbook(write_only=True)
    for table in tables:
        _write(book.create_sheet(title=table.tab[:31]), table)
    content = BytesIO()
    book.save(content)
    answer = HttpResponse(content.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{filename}.xlsx"'
    return answer


def _write(sheet, table):
    for number, (_name, width) in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in table.heading:
        sheet.append([_cell(sheet, line, bold=True)])
    sheet.append([])
    sheet.append([_cell(sheet, name, bold=True) for name, _width in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    if table.sums:
        sheet.append([_cell(sheet, value, bold=True) for value in table.sums])
    if table.signed_by:
        _write_signatures(sheet, len(table.columns), table.signed_by)


def _write_signatures(sheet, width, people):
    """As on paper: the day over the last column of names, room for the hand below."""
    step = max(1, width // len(people))
    places = [number * step for number in range(len(people))]
    sheet.append([])
    sheet.append([None] * places[-1] + [_cell(sheet, "…, ngày … tháng … năm …")])
    for words, bold in ((people, True), (["(Ký, ghi rõ họ tên)"] * len(people), False)):
        line = [None] * width
        for place, said in zip(places, words, strict=True):
            line[place] = _cell(sheet, said, bold=bold)
        sheet.append(line)


def _cell(sheet, value, bold=False):
    if isinstance(value, datetime):
        value = timezone.make_naive(value)
    cell = WriteOnlyCell(sheet, value)
    if cell.data_type == "f":
        cell.data_type = "s"
    if isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=not bold)
    return cell
