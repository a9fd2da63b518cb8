"""Reads the workbook row by row into records; names every cell that cannot be read."""

import re
import zipfile
from collections import defaultdict

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from procedures.exchange import cells
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.sheets import CODE, MAIN, PARTS, SINCE
from procedures.exchange.structure import NESTED, ROWS
from procedures.models import ProcedureVersion

MAX_ROWS = 20_000
"""Rows of one sheet; the whole national list of some 5,200 procedures needs several files."""
MAX_PROBLEMS = 2_000
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')


def read_workbook(file):
    """(records, problems, codes): good records, faults, and every code that the file names."""
    reader = _Reader(file)
    try:
        reader.read()
    finally:
        reader.book.close()
    bad = {problem.code for problem in reader.problems}
    records = [record for record in reader.records.values() if record["code"] not in bad]
    return records, reader.problems, reader.codes


class _Reader:
    """State of one reading: records by (code, first day), problems, the last code of the sheet."""

    def __init__(self, file):
        try:
            self.book = load_workbook(file, read_only=True, data_only=False)
        except Exception as error:  # openpyxl raises whatever the XML made it stumble over
            raise FileRefusedError(
                "Không mở được bảng tính. Hãy lưu lại từ Excel rồi nhập lại."
            ) from error
        self.merged = _merged_rows(file, self.book)
        self.records, self.problems, self.codes = {}, [], set()

    def read(self):
        if MAIN.title not in self.book.sheetnames:
            raise FileRefusedError(
                f"Thiếu trang tính “{MAIN.title}”. Hãy dùng tệp mẫu (xuất ra từ trang này)."
            )
        for number, row in self._rows(MAIN):
            self._main_row(number, row)
        for sheet in PARTS:
            if sheet.title in self.book.sheetnames:
                self._part_sheet(sheet)

    def _rows(self, sheet):
        """(row number, values by heading) of the rows that hold anything."""
        worksheet = self.book[sheet.title]
        worksheet.reset_dimensions()
        rows = worksheet.iter_rows(values_only=True, max_col=60)
        self.columns = _columns(sheet, next(rows, ()))
        self.last_code = ""
        for number, values in enumerate(rows, 2):
            if number > MAX_ROWS + 1:
                raise _too_long(sheet.title)
            row = {heading: values[place] if place < len(values) else None
                   for heading, place in self.columns.items()}  # fmt: skip
            if any(cells.text_or_number(value) for value in row.values()):
                yield number, row

    def _main_row(self, number, row):
        code, since = self._key(MAIN, number, row)
        if code is None:
            return
        self.codes.add(code)
        if (code, since) in self.records:
            first = self.records[code, since]["place"]
            self._problem(MAIN, number, CODE, f"mã này đã có ở {first}. Mỗi mã chỉ một dòng.", code)
            return
        values = self._values(MAIN, MAIN.columns, number, row, code)
        record = {
            "code": code,
            "valid_from": since,
            "place": self._place(MAIN, number, CODE),
            **values,
        }
        record |= {sheet.part: [] for sheet in PARTS if sheet.title in self.book.sheetnames}
        self.records[code, since] = record
        fields = {name for name in values if name not in _NOT_ON_VERSION}
        self._check(ProcedureVersion, values, fields, MAIN, MAIN.columns, number, code)

    def _part_sheet(self, sheet):
        groups = defaultdict(dict)
        for number, row in self._rows(sheet):
            code, since = self._key(sheet, number, row)
            if code is None:
                continue
            record = self.records.get((code, since))
            if record is None:
                reason = f"thủ tục này (cùng ngày áp dụng) không có ở trang tính “{MAIN.title}”."
                self._problem(sheet, number, CODE, reason, code)
                continue
            self._part_row(sheet, number, row, record, groups[code, since])

    def _part_row(self, sheet, number, row, record, groups):
        code = record["code"]
        values = self._values(sheet, sheet.columns, number, row, code)
        self._check(ROWS[sheet.part].model, values, values, sheet, sheet.columns, number, code)
        if not sheet.group:
            record[sheet.part].append(values)
            return
        group = row[sheet.group]
        if not cells.text_or_number(group):
            self._problem(sheet, number, sheet.group, "thiếu số thứ tự. Hãy điền 1, 2, 3…", code)
            return
        if group not in groups:
            groups[group] = {**values, sheet.nested: []}
            record[sheet.part].append(groups[group])
        elif any(groups[group][key] != value for key, value in values.items()):
            reason = f"dòng này khác dòng trước cùng số {group}. Hãy ghi giống nhau hoặc đổi số."
            self._problem(sheet, number, sheet.group, reason, code)
        if any(cells.text_or_number(row[column.heading]) for column in sheet.nested_columns):
            nested = self._values(sheet, sheet.nested_columns, number, row, code)
            model = NESTED[sheet.nested].model
            self._check(model, nested, nested, sheet, sheet.nested_columns, number, code)
            groups[group][sheet.nested].append(nested)

    def _key(self, sheet, number, row):
        """(code, first day) of a row; a row without a code spoils the procedure above it."""
        try:
            code = cells.code(row[CODE])
        except cells.BadCellError as error:
            spoilt = "" if sheet is MAIN else self.last_code
            self._problem(sheet, number, CODE, str(error), spoilt)
            return None, None
        self.last_code = code
        if number in self.merged[sheet.title]:
            reason = (
                f"dòng có ô bị gộp ({self.merged[sheet.title][number]}). Hãy bỏ gộp ô rồi điền đủ."
            )
            self._problem(sheet, number, CODE, reason, code)
        try:
            return code, cells.day(row[SINCE])
        except cells.BadCellError as error:
            self.codes.add(code)
            self._problem(sheet, number, SINCE, str(error), code)
            return None, None

    def _values(self, sheet, columns, number, row, code):
        values = {}
        for column in columns:
            value = row[column.heading]
            try:
                if column.required and not cells.text_or_number(value):
                    raise cells.BadCellError("ô bắt buộc đang trống.")
                values[column.key] = column.read(value)
            except cells.BadCellError as error:
                self._problem(sheet, number, column.heading, str(error), code)
        return values

    def _check(self, model, values, fields, sheet, columns, number, code):
        """What the models' own rules refuse: too long, not an address, not in the list."""
        row = model(**{name: values[name] for name in fields})
        kept = {field.name for field in model._meta.concrete_fields} - set(fields)
        try:
            row.clean_fields(exclude=kept)
        except ValidationError as error:
            headings = {column.key: column.heading for column in columns}
            for name, messages in error.message_dict.items():
                self._problem(sheet, number, headings[name], " ".join(messages), code)

    def _place(self, sheet, number, heading):
        return f"{sheet.title}, ô {get_column_letter(self.columns[heading] + 1)}{number}"

    def _problem(self, sheet, number, heading, reason, code=""):
        place = f"{self._place(sheet, number, heading)} (cột “{heading}”)"
        self.problems.append(Problem(place, reason, code))
        if len(self.problems) >= MAX_PROBLEMS:
            raise FileRefusedError(f"Tệp có quá nhiều lỗi. Lỗi đầu tiên: {self.problems[0]}")


_NOT_ON_VERSION = {
    "subject_areas", "state", "state_note", "replaced_by", "uuid", "life_events", "related",
}  # fmt: skip


def _columns(sheet, heads):
    """Heading -> place; every column must be there, or text would be lost without a word."""
    found = {cells.tidy(head): place for place, head in enumerate(heads) if head is not None}
    missing = [f"“{heading}”" for heading in sheet.headings if heading not in found]
    if missing:
        raise FileRefusedError(
            f"Trang tính “{sheet.title}” thiếu cột {', '.join(missing)}. "
            "Hãy dùng tệp mẫu (xuất ra từ trang này) và giữ nguyên dòng tiêu đề."
        )
    return {heading: found[heading] for heading in sheet.headings}


def _too_long(title):
    return FileRefusedError(
        f"Trang tính “{title}” có hơn {MAX_ROWS:,} dòng. ".replace(",", ".")
        + "Hãy chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
    )


def _merged_rows(file, book):
    """{sheet title: {row: range}}; read from the XML, because the streaming reader skips it.

    The same look at the XML refuses a sheet that is too long before its first row is worked on.
    """
    rows = defaultdict(dict)
    with zipfile.ZipFile(file) as archive:
        for worksheet in book.worksheets:
            path = getattr(worksheet, "_worksheet_path", "")
            if _row_count(archive, path) > MAX_ROWS + 1:
                raise _too_long(worksheet.title)
            for ref in _merged_ranges(archive, path):
                _, top, _, bottom = range_boundaries(ref)
                for row in range(max(top, 2), min(bottom, MAX_ROWS) + 1):
                    rows[worksheet.title][row] = ref
    return rows


def _row_count(archive, path):
    """How many rows a sheet's XML holds, cut tags left out."""
    if path not in archive.namelist():
        return 0
    with archive.open(path) as part:
        return sum(piece.count(b"<row ") for piece in iter(lambda: part.read(1 << 16), b""))


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
