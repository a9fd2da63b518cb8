"""Reads the site's own workbook row by row into drafts; names every cell that cannot be read.

An empty cell, a missing column, a missing sheet state nothing: what stands stays. `(để trống)`
empties.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from openpyxl.utils import get_column_letter

from procedures.exchange import cells
from procedures.exchange.drafts import Draft
from procedures.exchange.grids import Cell, Cells, Grid
from procedures.exchange.headings import Headed, data_rows, fold
from procedures.exchange.paper_rows import quantity
from procedures.exchange.problems import FileRefusedError, Problem, Remark
from procedures.exchange.sheets import CODE, MAIN, PARTS, SINCE, Column, Sheet
from procedures.exchange.structure import FIELD_OF_PART, Record, Row
from procedures.prose import tidy

Key: TypeAlias = tuple[str, date | None]
"""(code, first day): what a draft of this workbook is known by."""
Groups: TypeAlias = dict[Cell, Row]
"""What stands in the column of numbers -> the outer row that nested rows are added to."""

MAX_PROBLEMS = 2_000
ENOUGH_HEADINGS = 0.6
_UNREAD = "(không đọc được trong tệp nguồn)"
_DEFAULTS = {
    "channel": "other", "time_unit": "working_day", "kind": "submit", "role": "handling",
    "has_electronic_form": False, "time_amount": None, "amount": None, "issued_on": None,
}  # fmt: skip
_KEPT_IN = {
    "channel": "description", "time_amount": "time_text", "amount": "amount_text", "url": "abstract",
    "kind": "condition", "issued_on": "abstract", "time_unit": "time_note",
}  # fmt: skip
"""Where the words of an unreadable cell go, so that nothing is lost."""


def reads(sheets: list[Headed]) -> bool:
    """Whether one of the headed sheets is the main sheet of the site's own workbook."""
    return any(_is_main(sheet) for sheet in sheets)


def read_own_workbook(grid: Grid, sheets: list[Headed]) -> tuple[list[Draft], list[Problem]]:
    """(drafts, problems): drafts by code and first day, and rows that name no procedure."""
    reader = _Reader(grid, sheets)
    reader.read()
    return list(reader.drafts.values()), reader.problems


def _is_main(sheet: Headed) -> bool:
    return sheet.place(CODE) is not None and sheet.place("Tên thủ tục") is not None


class _Reader:
    """State of one reading: drafts by (code, first day), problems, the last code of the sheet."""

    def __init__(self, grid: Grid, sheets: list[Headed]) -> None:
        self.grid, self.sheets = grid, sheets
        self.drafts: dict[Key, Draft] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        main = next(sheet for sheet in self.sheets if _is_main(sheet))
        self._columns(MAIN, main)
        for number, values in data_rows(self.grid, main):
            self._main_row(number, values)
        known = {MAIN.title: main}
        for spec in PARTS:
            sheet = self._sheet_of(spec, known.values())
            if sheet is None:
                if main.title:  # a CSV has one sheet by nature
                    self._remark(
                        f"Trang tính “{spec.title}”",
                        "không có trong tệp: phần này giữ nguyên như đang có.",
                    )
                continue
            known[spec.title] = sheet
            if self._columns(spec, sheet):
                self._part_sheet(spec, sheet)
        self._unread_sheets(known.values())

    def _sheet_of(self, spec: Sheet, taken: Iterable[Headed]) -> Headed | None:
        """The sheet with the part's title, else the one with its headings."""
        free = [sheet for sheet in self.sheets if sheet not in taken]
        named = [sheet for sheet in free if fold(sheet.title) == fold(spec.title)]
        wanted = {fold(heading) for heading in spec.headings}
        alike = [
            sheet
            for sheet in free
            if len(wanted & sheet.places.keys()) >= ENOUGH_HEADINGS * len(wanted)
        ]
        known_titles = {fold(part.title) for part in PARTS}
        alike = [sheet for sheet in alike if fold(sheet.title) not in known_titles]
        found = next(iter(named or alike), None)
        if found and found.title.strip() != spec.title:
            self._remark(f"Trang tính “{found.title}”", f"được đọc là trang “{spec.title}”.")
        return found

    def _unread_sheets(self, known: Iterable[Headed]) -> None:
        """A sheet that nobody reads is named, so that its rows are not lost without a word."""
        read = {sheet.title for sheet in known}
        for title in self.grid.titles:
            rows = (
                0
                if title in read
                else sum(1 for _ in zip(self.grid.rows(title), range(100), strict=False))
            )
            if rows:
                self._remark(
                    f"Trang tính “{title}”",
                    f"không nhận ra nên không đọc ({rows}{'+' if rows == 100 else ''} dòng có chữ).",
                )

    def _columns(self, spec: Sheet, sheet: Headed) -> bool:
        """Set the columns of `spec`; False where one is missing that rows cannot do without."""
        self.title = sheet.title or spec.title
        self.columns: dict[str, list[int]] = {}
        missing = []
        columns = {column.heading: column for column in (*spec.columns, *spec.nested_columns)}
        for heading in spec.headings:
            places = [place for key in _headings_of(heading) for place in sheet.places.get(key, [])]
            self.columns[heading] = places
            column = columns.get(heading)
            if not places and heading != SINCE and not (column and column.optional):
                missing.append(f"“{heading}”")
        for heading, places in sheet.doubled.items():
            letters = " và ".join(get_column_letter(place + 1) for place in places)
            self._remark(
                f"Trang tính “{self.title}”",
                f"có hai cột “{heading}” ({letters}): ô nào có chữ thì lấy, khác nhau thì nối lại.",
            )
        if missing and spec is MAIN:
            self._remark(
                f"Trang tính “{self.title}”",
                f"không có cột {', '.join(missing)}: các phần đó giữ nguyên như đang có.",
            )
            return True
        if missing:
            self._remark(f"Trang tính “{self.title}”", f"thiếu cột {', '.join(missing)} nên không đọc, phần này giữ nguyên. "
                         "Hãy giữ nguyên dòng tiêu đề như tệp mẫu (xuất ra từ trang này).")  # fmt: skip
        return not missing

    def _main_row(self, number: int, values: Cells) -> None:
        key = self._key(number, values, "")
        if key is None:
            return
        code, since = key
        place = self._place(number, CODE)
        if (code, since) in self.drafts:
            first = self.drafts[code, since].place
            self._problem(number, CODE, f"mã này đã có ở {first}, lấy dòng trước, bỏ dòng này.", "")
            return
        draft = Draft(code, place)
        name = self._row_values(draft, number, values, MAIN.columns)
        if not name.get("name"):
            self._problem(number, "Tên thủ tục", "ô bắt buộc đang trống hoặc không đọc được.", code)
            return
        draft.parts |= name
        if self.columns[SINCE]:
            draft.parts["valid_from"] = since
        self.drafts[code, since] = draft

    def _row_values(
        self, draft: Draft, number: int, values: Cells, columns: Iterable[Column]
    ) -> Record:
        """What the cells of a main row state; unreadable ones are named and state nothing."""
        found = {}
        for column in columns:
            value = self._value(values, column.heading)
            if cells.is_cleared(value):
                found[column.key] = column.read(None)
            elif cells.text_or_number(value):
                try:
                    found[column.key] = column.read(value)
                except cells.BadCellError as error:
                    self._doubt(
                        draft, number, column.heading, str(error), FIELD_OF_PART.get(column.key)
                    )
        return found

    def _part_sheet(self, spec: Sheet, sheet: Headed) -> None:
        groups: dict[Key, Groups] = defaultdict(dict)
        last: Key = ("", None)
        for number, values in data_rows(self.grid, sheet):
            key = self._key(number, values, last[0])
            if key is None:
                continue
            draft = self.drafts.get(key) or self._any_draft(key[0])
            if draft is None:
                reason = f"thủ tục này (cùng ngày áp dụng) không có ở trang tính “{MAIN.title}”."
                self._problem(number, CODE, reason, key[0])
                continue
            last = key
            self._part_row(spec, number, values, draft, groups[key])

    def _any_draft(self, code: str) -> Draft | None:
        """Where a sheet lacks the column of first days, the procedure's only draft."""
        if self.columns[SINCE]:
            return None
        return next((draft for key, draft in self.drafts.items() if key[0] == code), None)

    def _part_row(
        self, spec: Sheet, number: int, values: Cells, draft: Draft, groups: Groups
    ) -> None:
        own = [
            self._value(values, column.heading) for column in (*spec.columns, *spec.nested_columns)
        ]
        if not any(map(cells.text_or_number, own)):
            return
        rows = draft.parts.setdefault(spec.part, [])
        if any(map(cells.is_cleared, own)):
            return  # the part is stated, and holds nothing
        field = FIELD_OF_PART[spec.part]
        row = self._read_row(draft, number, values, spec.columns, field)
        if not spec.group:
            rows.append(row)
            return
        group = self._group(spec, number, values, draft, row, groups)
        if any(
            cells.text_or_number(self._value(values, column.heading))
            for column in spec.nested_columns
        ):
            of_money = "fees" if spec.nested == "fees" else field
            nested = self._read_row(draft, number, values, spec.nested_columns, of_money)
            group[spec.nested].append(nested)

    def _group(
        self, spec: Sheet, number: int, values: Cells, draft: Draft, row: Row, groups: Groups
    ) -> Row:
        """The outer row that a nested row belongs to, by its number; made where it is new."""
        key, reason = self._value(values, spec.group), ""
        if not cells.text_or_number(key):
            key, reason = object(), "thiếu số thứ tự, để thành mục riêng."
        elif key in groups and any(groups[key][name] != value for name, value in row.items()):
            reason = f"dòng này khác dòng trước cùng số {key}, để thành mục riêng."
        if reason:
            self._doubt(draft, number, spec.group, reason, FIELD_OF_PART[spec.part])
        if reason or key not in groups:
            groups[key] = {**row, spec.nested: []}
            draft.parts[spec.part].append(groups[key])
        return groups[key]

    def _read_row(
        self, draft: Draft, number: int, values: Cells, columns: Iterable[Column], field: str | None
    ) -> Row:
        """A row of a part; what cannot be read is kept as words beside it."""
        row = {}
        for column in columns:
            value = self._value(values, column.heading)
            try:
                if column.required and not cells.text_or_number(value):
                    raise cells.BadCellError("ô bắt buộc đang trống.")
                row[column.key] = column.read(value)
            except cells.BadCellError as error:
                row[column.key] = _default(column.key, value)
                self._doubt(draft, number, column.heading, str(error), field)
        for column in columns:
            target = _KEPT_IN.get(column.key)
            value = self._value(values, column.heading)
            if (
                target in row
                and row[column.key] == _default(column.key, value)
                and _is_text(value)
                and not _reads(column, value)
            ):
                row[target] = tidy(f"{row[target]}\n{value}")
        return row

    def _key(self, number: int, values: Cells, above: str) -> Key | None:
        """(code, first day) of a row; a row without a code belongs to the one above it."""
        value = self._value(values, CODE)
        try:
            code = cells.code(value)
        except cells.BadCellError as error:
            if not above or cells.text_or_number(value):
                self._problem(number, CODE, str(error), "")
                return None
            code = above
            for draft in (one for key, one in self.drafts.items() if key[0] == code):
                self._doubt(
                    draft, number, CODE, "dòng không có mã, coi là của thủ tục ở dòng trên."
                )
        try:
            return code, cells.day(self._value(values, SINCE))
        except cells.BadCellError as error:
            self._problem(number, SINCE, str(error), code)
            return None

    def _value(self, values: Cells, heading: str) -> Cell:
        """The cell; of a doubled column the one that holds something, or both joined."""
        found = [values[place] for place in self.columns[heading] if place < len(values)]
        stated = [value for value in found if cells.text_or_number(value)]
        if len(stated) < 2 or all(value == stated[0] for value in stated):
            return stated[0] if stated else None
        return "\n".join(map(str, stated))

    def _place(self, number: int, heading: str) -> str:
        places = self.columns[heading]
        cell = f"ô {get_column_letter(places[0] + 1)}{number}" if places else f"dòng {number}"
        return f"{self.title}, {cell}" if self.title else cell.capitalize()

    def _doubt(
        self, draft: Draft, number: int, heading: str, reason: str, field: str | None = None
    ) -> None:
        place, draft.place = draft.place, ""
        draft.doubt(f"{self._place(number, heading)} (cột “{heading}”)", reason, field)
        draft.place = place

    def _remark(self, place: str, reason: str) -> None:
        self.problems.append(Remark(place, reason))

    def _problem(self, number: int, heading: str, reason: str, code: str) -> None:
        place = f"{self._place(number, heading)} (cột “{heading}”)"
        self.problems.append(Problem(place, reason, code))
        if len(self.problems) >= MAX_PROBLEMS:
            raise FileRefusedError(f"Tệp có quá nhiều lỗi. Lỗi đầu tiên: {self.problems[0]}")


def _headings_of(heading: str) -> list[str]:
    return [fold(heading)]


def _is_text(value: Cell) -> bool:
    return isinstance(value, str | int | float) and not str(value).startswith(("=", "#"))


def _reads(column: Column, value: Cell) -> bool:
    try:
        column.read(value)
    except cells.BadCellError:
        return False
    return True


def _default(key: str, value: Cell) -> Any:
    if key in ("originals", "copies"):
        return quantity(value)[0]
    return _DEFAULTS.get(key, _UNREAD if key in ("name", "text") else "")
