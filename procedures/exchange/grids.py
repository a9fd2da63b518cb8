"""Tables of any spreadsheet program behind one face: titles, and rows of plain values.

XLSX by openpyxl, which reads row by row; ODS and XLS by calamine; CSV by Python. What a sheet's
cells mean is nobody's business here.
"""

import csv
import io
import itertools
import re
import zipfile
from collections import defaultdict

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from procedures.exchange.problems import FileRefusedError

MAX_ROWS = 200_000
"""Rows of one sheet that hold anything: 10,000 procedures with twenty rows each."""
MAX_COLUMNS = 80
MAX_MERGED = 50_000
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')
LOCKED = (
    "Tệp có mật khẩu nên không đọc được. Hãy mở tệp, vào Tệp → Thông tin → Bảo vệ, bỏ mật khẩu, "
    "lưu lại rồi nhập."
)


class Grid:
    """A workbook: `titles` in their order, `rows(title)` as (row number, values)."""

    def __init__(self, titles, read_rows, merged=None, close=lambda: None):
        self.titles = titles
        self._read_rows = read_rows
        self._merged = merged or {}
        self.close = close

    def rows(self, title):
        """(number from 1, list of values) of the rows that hold anything."""
        count, above = 0, {}
        merged = self._merged.get(title, {})
        for number, values in enumerate(self._read_rows(title), 1):
            if not any(value not in (None, "") for value in values):
                continue
            count += 1
            if count > MAX_ROWS:
                raise _too_long(title)
            yield number, _filled(number, list(values[:MAX_COLUMNS]), merged.get(number), above)


def _filled(number, values, spans, above):
    """A cell that is merged over several rows holds its value in each of them."""
    for left, top in spans or ():
        if number == top:
            above[left, top] = values[left] if left < len(values) else None
        elif (left, top) in above:
            values += [None] * (left + 1 - len(values))
            if values[left] in (None, ""):
                values[left] = above[left, top]
    return values


def open_grid(file, kind):
    """The grid of a file of kind `xlsx`, `ods`, `xls` or `csv`."""
    file.seek(0)
    return {"xlsx": _xlsx, "ods": _calamine, "xls": _calamine, "csv": _csv}[kind](file)


def _xlsx(file):
    try:
        book = load_workbook(file, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises whatever the XML made it stumble over
        raise FileRefusedError(
            "Không mở được bảng tính. Hãy lưu lại từ Excel rồi nhập lại."
        ) from error
    titles = [title for title in book.sheetnames if hasattr(book[title], "iter_rows")]

    def rows(title):
        sheet = book[title]
        sheet.reset_dimensions()
        try:
            yield from sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
        except FileRefusedError:
            raise
        except Exception as error:  # the same, further down in the file
            raise FileRefusedError(
                f"Trang tính “{title}” hỏng, không đọc được. Hãy lưu lại từ Excel rồi nhập lại."
            ) from error

    return Grid(titles, rows, _merged_rows(file, book, titles), book.close)


def _calamine(file):
    from python_calamine import (  # a Rust library: slow to load
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )

    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise FileRefusedError(LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefusedError(
            "Không mở được bảng tính này. Hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành .xlsx rồi nhập lại."
        ) from error

    def rows(title):
        sheet = book.get_sheet_by_name(title)
        first = sheet.start[0] if sheet.start else 0
        yield from ([] for _ in range(first))
        yield from sheet.iter_rows()

    return Grid(list(book.sheet_names), rows)


def _csv(file):
    words = _decoded(file.read())
    try:
        dialect = csv.Sniffer().sniff(words[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), dialect))
    except csv.Error as error:
        raise FileRefusedError(
            f"Tệp CSV hỏng ({error}). Hãy lưu lại từ Excel, kiểu CSV UTF-8."
        ) from error
    return Grid([""], lambda title: rows)


def _decoded(data):
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(
        "Tệp CSV không phải UTF-8 nên chữ có dấu sẽ hỏng. Trong Excel hãy chọn Lưu thành, kiểu "
        "“CSV UTF-8”, rồi nhập lại."
    )


def _too_long(title):
    return FileRefusedError(
        f"Trang tính “{title}” có hơn {MAX_ROWS:,} dòng. ".replace(",", ".")
        + "Hãy chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
    )


def _merged_rows(file, book, titles):
    """Sheet title -> {row number: [(column, first row)]}; openpyxl's row-by-row reading tells none."""
    found = defaultdict(dict)
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for title in titles:
            path = getattr(book[title], "_worksheet_path", "").lstrip("/")
            for reference in itertools.islice(_merged_ranges(archive, path), MAX_MERGED):
                left, top, _, bottom = range_boundaries(reference)
                if bottom > top:
                    for row in range(top, min(bottom, top + MAX_MERGED) + 1):
                        found[title].setdefault(row, []).append((left - 1, top))
    return found


def _merged_ranges(archive, path):
    """Ranges in a sheet's XML, in pieces that overlap so that no tag is cut in two."""
    if path not in archive.namelist():
        return
    tail = b""
    with archive.open(path) as part:
        while piece := part.read(1 << 16):
            text = tail + piece
            last = 0
            for match in _MERGED.finditer(text):
                last = match.end()
                yield match[1].decode()
            tail = text[max(last, len(text) - 64) :]
