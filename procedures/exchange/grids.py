"""Tables of any spreadsheet program behind one face: titles, and rows of plain values.

XLSX by openpyxl, which reads row by row; ODS and XLS by calamine; CSV by Python. What a sheet's
cells mean is nobody's business here.
"""

import contextlib
import csv
import io
import itertools
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, TypeAlias

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from procedures.exchange.letters import encoding_of
from procedures.exchange.problems import FileRefusedError

Cell: TypeAlias = object
"""Whatever a spreadsheet program keeps in a cell; the readers in `cells` say what it is."""
Cells: TypeAlias = list[Cell]
NumberedRow: TypeAlias = tuple[int, Cells]
Span: TypeAlias = tuple[int, int]
"""(column from 0, first row from 1) of cells that are merged over several rows."""
MergedRows: TypeAlias = dict[str, dict[int, list[Span]]]
"""Sheet title -> row number -> the merged cells that reach into the row."""

MAX_ROWS = 200_000
"""Rows of one sheet that hold anything: 10,000 procedures with twenty rows each."""
MAX_COLUMNS = 80
MAX_MERGED = 50_000
_FORMULAS = (ArrayFormula, DataTableFormula)
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')
_DELIMITERS = (",", ";", "\t", "|")
_TOLD_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_TOP, _TOP_ROWS = 100_000, 40
LOCKED = (
    "Tệp có mật khẩu nên không đọc được. Hãy mở tệp, vào Tệp → Thông tin → Bảo vệ, bỏ mật khẩu, "
    "lưu lại rồi nhập."
)


class Grid:
    """A workbook: `titles` in their order, `rows(title)` as (row number, values)."""

    def __init__(
        self,
        titles: list[str],
        read_rows: Callable[[str], Iterable[Sequence[Cell]]],
        merged: MergedRows | None = None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.titles = titles
        self._read_rows = read_rows
        self._merged = merged or {}
        self.close = close

    def rows(self, title: str) -> Iterator[NumberedRow]:
        """(number from 1, list of values) of the rows that hold anything."""
        count = 0
        above: dict[Span, Cell] = {}
        merged = self._merged.get(title, {})
        for number, values in enumerate(self._read_rows(title), 1):
            if not any(value not in (None, "") for value in values):
                continue
            count += 1
            if count > MAX_ROWS:
                raise _too_long(title)
            yield number, _filled(number, list(values[:MAX_COLUMNS]), merged.get(number, ()), above)


def _filled(number: int, values: Cells, spans: Iterable[Span], above: dict[Span, Cell]) -> Cells:
    """A cell that is merged over several rows holds its value in each of them."""
    for left, top in spans:
        if number == top:
            above[left, top] = values[left] if left < len(values) else None
        elif (left, top) in above:
            values += [None] * (left + 1 - len(values))
            if values[left] in (None, ""):
                values[left] = above[left, top]
    return values


def open_grid(file: BinaryIO, kind: str) -> Grid:
    """The grid of a file of kind `xlsx`, `ods`, `xls` or `csv`."""
    file.seek(0)
    return {"xlsx": _xlsx, "ods": _calamine, "xls": _calamine, "csv": _csv}[kind](file)


def _xlsx(file: BinaryIO) -> Grid:
    try:
        book = load_workbook(file, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises whatever the XML made it stumble over
        raise FileRefusedError(
            "Không mở được bảng tính. Hãy lưu lại từ Excel rồi nhập lại."
        ) from error
    titles = [title for title in book.sheetnames if hasattr(book[title], "iter_rows")]

    def rows(title: str) -> Iterator[Cells]:
        sheet = book[title]
        sheet.reset_dimensions()
        try:
            for values in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
                yield [_formula(one) if isinstance(one, _FORMULAS) else one for one in values]
        except FileRefusedError:
            raise
        except Exception as error:  # the same, further down in the file
            raise _broken_sheet(title) from error

    return Grid(titles, rows, _merged_rows(file, book, titles), book.close)


def _formula(value: ArrayFormula | DataTableFormula) -> str:
    """A formula over several cells as the text that it is; `cells` says what to do about it."""
    return f"={str(getattr(value, 'text', None) or '').removeprefix('=')}"


def _calamine(file: BinaryIO) -> Grid:
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

    def rows(title: str) -> Iterator[Sequence[Cell]]:
        try:
            sheet = book.get_sheet_by_name(title)
        except (CalamineError, OSError, ValueError) as error:
            raise _broken_sheet(title) from error
        first = sheet.start[0] if sheet.start else 0
        yield from ([] for _ in range(first))
        yield from sheet.iter_rows()

    return Grid(list(book.sheet_names), rows)


def _csv(file: BinaryIO) -> Grid:
    words = _decoded(file.read())
    csv.field_size_limit(10_000_000)
    try:
        rows = list(
            csv.reader(
                io.StringIO(words, newline=""), delimiter=_delimiter(words), skipinitialspace=True
            )
        )
    except csv.Error as error:
        raise FileRefusedError(
            f"Tệp CSV hỏng ({error}). Hãy lưu lại từ Excel, kiểu CSV UTF-8."
        ) from error
    return Grid([""], lambda title: rows)


def _delimiter(words: str) -> str:
    """What parts the cells: with the right one most rows have the same number of them.

    Names of procedures are full of commas and semicolons, so the mark that is most frequent is not it.
    """
    if told := _TOLD_DELIMITER.match(words):
        return told[1]
    return max(_DELIMITERS, key=lambda mark: _alike(words, mark))


def _alike(words: str, mark: str) -> tuple[int, int]:
    """(rows near the top of the most frequent width above one, that width)."""
    top = csv.reader(io.StringIO(words[:_TOP], newline=""), delimiter=mark)
    with contextlib.suppress(csv.Error):
        widths = Counter(len(row) for row in itertools.islice(top, _TOP_ROWS))
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
    return 0, 0


def _decoded(data: bytes) -> str:
    try:
        return data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            "Tệp CSV không phải UTF-8 nên chữ có dấu sẽ hỏng. Trong Excel hãy chọn Lưu thành, kiểu "
            "“CSV UTF-8”, rồi nhập lại."
        ) from error


def _broken_sheet(title: str) -> FileRefusedError:
    return FileRefusedError(
        f"Trang tính “{title}” hỏng, không đọc được. Hãy lưu lại từ Excel rồi nhập lại."
    )


def _too_long(title: str) -> FileRefusedError:
    return FileRefusedError(
        f"Trang tính “{title}” có hơn {MAX_ROWS:,} dòng. ".replace(",", ".")
        + "Hãy chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
    )


def _merged_rows(file: BinaryIO, book: Workbook, titles: list[str]) -> MergedRows:
    """Sheet title -> {row number: [(column, first row)]}; openpyxl's row-by-row reading tells none."""
    found: MergedRows = defaultdict(dict)
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for title in titles:
            path = getattr(book[title], "_worksheet_path", "").lstrip("/")
            for reference in itertools.islice(_merged_ranges(archive, path), MAX_MERGED):
                left, top, bottom = _bounds(reference)
                if bottom > top:
                    for row in range(top, min(bottom, top + MAX_MERGED) + 1):
                        found[title].setdefault(row, []).append((left - 1, top))
    return found


def _bounds(reference: str) -> tuple[int, int, int]:
    """(column, first row, last row); nothing of a range that no sheet can have, such as `AAAA1:AAAA3`."""
    try:
        left, top, _, bottom = range_boundaries(reference)
    except ValueError:
        return 0, 0, 0
    return left, top, bottom


def _merged_ranges(archive: zipfile.ZipFile, path: str) -> Iterator[str]:
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
