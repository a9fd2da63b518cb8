"""Writes the national layer as a workbook that the import reads back without a change."""

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from procedures.exchange.sheets import CODE, MAIN, PARTS, SHEETS

LONGEST_CELL = 32_767
"""Excel's limit; openpyxl would cut the rest off without a word."""


class TextTooLongError(ValueError):
    """A text that no cell can hold; the message names the procedure."""


def write_workbook(records, target):
    """Write `records` to `target` (a path or a file) in one pass; returns how many."""
    book = Workbook(write_only=True)
    sheets = {sheet.title: _new_sheet(book, sheet) for sheet in SHEETS}
    count = 0
    try:
        for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the count
            _write_record(sheets, record)
    except BaseException:
        for worksheet in sheets.values():
            worksheet.close()  # or openpyxl complains about half a sheet when it is collected
        raise
    book.save(target)
    return count


def _write_record(sheets, record):
    key = [record["code"], record["valid_from"]]
    _append(sheets[MAIN.title], record, [*key, *_cells(MAIN.columns, record)])
    for sheet in PARTS:
        for values in _part_rows(sheet, record[sheet.part]):
            _append(sheets[sheet.title], record, [*key, *values])


def _new_sheet(book, sheet):
    worksheet = book.create_sheet(sheet.title)
    worksheet.freeze_panes = "B2"
    widths = {column.heading: column.width for column in (*sheet.columns, *sheet.nested_columns)}
    for place, heading in enumerate(sheet.headings, 1):
        width = 14 if heading == CODE else widths.get(heading, 16)
        worksheet.column_dimensions[get_column_letter(place)].width = width
    heads = [WriteOnlyCell(worksheet, value=heading) for heading in sheet.headings]
    for head in heads:
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
    worksheet.append(heads)
    return worksheet


def _part_rows(sheet, rows):
    """A row for each row, or for each nested row with its outer row's number and values."""
    if not sheet.group:
        return [_cells(sheet.columns, row) for row in rows]
    return [
        [number, *_cells(sheet.columns, row), *_cells(sheet.nested_columns, nested)]
        for number, row in enumerate(rows, 1)
        for nested in row[sheet.nested] or [{}]
    ]


def _cells(columns, values):
    return [_shown(column, values.get(column.key)) for column in columns]


def _shown(column, value):
    if column.labels is not None:
        return "; ".join(column.labels[one] for one in value) if isinstance(value, list) else (
            column.labels.get(value, "") if value else ""
        )  # fmt: skip
    if isinstance(value, bool):
        return "có" if value else ""
    return "; ".join(value) if isinstance(value, list) else value


def _append(worksheet, record, values):
    worksheet.append([_cell(worksheet, record, value) for value in values])


def _cell(worksheet, record, value):
    """Text stays text: nothing that begins with `=` may become a formula."""
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST_CELL:
        raise TextTooLongError(
            f"Thủ tục {record['code']} có đoạn dài quá 32.767 ký tự, Excel không chứa nổi."
        )
    cell = WriteOnlyCell(worksheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
