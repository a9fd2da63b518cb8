"""Writes the national layer as a workbook that the import reads back without a change."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from procedures.exchange.sheets import CODE, MAIN, PARTS, SHEETS, Column, Sheet
from procedures.exchange.structure import Record, Row

LONGEST_CELL = 32_767
"""Excel's limit; openpyxl would cut the rest off without a word."""


class TextTooLongError(ValueError):
    """A text that no cell can hold; the message names the procedure."""


def write_workbook(records: Iterable[Record], target: Path | IO[bytes]) -> int:
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


def _write_record(sheets: dict[str, Worksheet], record: Record) -> None:
    key = [record["code"], record["valid_from"]]
    _append(sheets[MAIN.title], record, [*key, *_cells(MAIN.columns, record)])
    for sheet in PARTS:
        for values in _part_rows(sheet, record[sheet.part]):
            _append(sheets[sheet.title], record, [*key, *values])


def _new_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
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


def _part_rows(sheet: Sheet, rows: list[Row]) -> list[list[object]]:
    """A row for each row, or for each nested row with its outer row's number and values."""
    if not sheet.group:
        return [_cells(sheet.columns, row) for row in rows]
    return [
        [number, *_cells(sheet.columns, row), *_cells(sheet.nested_columns, nested)]
        for number, row in enumerate(rows, 1)
        for nested in row[sheet.nested] or [{}]
    ]


def _cells(columns: Iterable[Column], values: Row) -> list[object]:
    return [_shown(column, values.get(column.key)) for column in columns]


def _shown(column: Column, value: object) -> object:
    if column.labels is not None:
        return "; ".join(column.labels[one] for one in value) if isinstance(value, list) else (
            column.labels.get(str(value), "") if value else ""
        )  # fmt: skip
    if isinstance(value, bool):
        return "có" if value else ""
    return "; ".join(value) if isinstance(value, list) else value


def _append(worksheet: Worksheet, record: Record, values: list[object]) -> None:
    worksheet.append([_cell(worksheet, record, value) for value in values])


def _cell(worksheet: Worksheet, record: Record, value: object) -> object:
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
