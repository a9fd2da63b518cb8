"""Tables as CSV (RFC 4180) and XLSX, safe to open: no cell is ever taken for a formula.

A title such as `=HYPERLINK(...)` is text that an editor, or an old portal, wrote. In XLSX a cell says
that it is text; CSV cannot, so there a quote mark goes in front (OWASP, "CSV Injection").
"""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from visits.tables import Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SHEET_NAME_LENGTH = 31
_NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Table, name: str) -> HttpResponse:
    """One table as a download; with a byte order mark, without which Excel garbles Vietnamese."""
    text = io.StringIO()
    csv.writer(text).writerows([_csv_cell(cell) for cell in line] for line in table.lines())
    body = "\ufeff" + text.getvalue()
    return _download(body.encode(), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(tables: Iterable[Table], title: str, name: str) -> HttpResponse:
    """All tables as one workbook, a sheet each; figures are numbers, names are text."""
    workbook = Workbook(write_only=True)
    for table in tables:
        _write_sheet(workbook, table, title)
    body = io.BytesIO()
    workbook.save(body)
    return _download(body.getvalue(), XLSX_TYPE, f"{name}.xlsx")


def _write_sheet(workbook: Workbook, table: Table, title: str) -> None:
    sheet = workbook.create_sheet(table.title.translate(_NOT_IN_SHEET_NAMES)[:_SHEET_NAME_LENGTH])
    sheet.column_dimensions["A"].width = 48
    for number in range(2, len(table.columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 22
    sheet.append([_xlsx_cell(sheet, title, bold=True)])
    sheet.append([_xlsx_cell(sheet, table.title, bold=True)])
    for number, line in enumerate(table.lines()):
        is_strong = number == 0 or (table.total is not None and line[0] == table.total.name)
        sheet.append([_xlsx_cell(sheet, value, bold=is_strong) for value in line])


def _xlsx_cell(sheet: Worksheet, value: object, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "#,##0"
    else:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value)))
        cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell


def _csv_cell(value: object) -> int | str:
    if isinstance(value, int):
        return value
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _download(body: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
