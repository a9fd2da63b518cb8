"""The rows of a list of redirects that was sent as a workbook, read by a child with bounds.

Wagtail's own reader makes as many cells as the sheet says that it has: one cell in the last corner of a sheet
are seventeen thousand million.
"""

from io import BytesIO
from itertools import islice

from pages.apart import Bounds, Reader, read_apart

MOST_ROWS = 20_000
MOST_COLUMNS = 50
CHILD = Reader("addresses.workbook_rows.rows_of", Bounds(seconds=20, memory=1024**3))


def rows_apart(content: bytes) -> list[tuple[object, ...]]:
    """`rows_of`, by a child; `pages.apart.TooMuchError` where it met a bound."""
    rows: list[tuple[object, ...]] = read_apart(CHILD, content)
    return rows


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    """The first sheet's values, row by row, without rows that hold nothing."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        return list(islice((row for row in rows if any(row)), MOST_ROWS))
    finally:
        book.close()
