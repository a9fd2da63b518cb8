"""Workbooks that officials hold: the one-stop centre's seven sheets, and the portal's list.

A sheet is known by its headings, not by its title: each has a column of codes and one that tells
what its rows are.
"""

import re
from typing import TypeAlias

from django.db.models import TextChoices
from openpyxl.utils import get_column_letter

from procedures.choices import Channel, Kind, Level, Role
from procedures.codes import read_code
from procedures.exchange import cells, durations, money
from procedures.exchange.agency_names import parts_of
from procedures.exchange.channels import channel_of
from procedures.exchange.drafts import Draft
from procedures.exchange.grids import Cells, Grid
from procedures.exchange.headings import NAME_HEADINGS, Headed, data_rows
from procedures.exchange.paper_rows import Cases, quantity
from procedures.exchange.problems import Problem, Remark
from procedures.exchange.step_texts import steps_of
from procedures.exchange.structure import Record, Row
from procedures.prose import tidy
from search.folding import folded_text

Parts: TypeAlias = list[tuple[str | None, Headed]]
"""Which part each sheet holds."""

_TELLING = (
    ("methods", ("Hình thức nộp", "Hình thức thực hiện")),
    ("cases", ("Tên giấy tờ", "Tên thành phần hồ sơ", "Tên TPHS")),
    ("results", ("Tên kết quả", "Kết quả thực hiện")),
    ("legal_bases", ("Số ký hiệu", "Số, ký hiệu", "Số/ký hiệu")),
    ("steps", ("Mô tả chi tiết", "Nội dung bước", "Trình tự thực hiện")),
    ("", NAME_HEADINGS),
    ("conditions", ("Yêu cầu, điều kiện", "Yêu cầu điều kiện", "Yêu cầu, điều kiện thực hiện")),
)
_ROLES = (
    (Role.HANDLING, ("Cơ quan thực hiện",)),
    (Role.DECIDING, ("Cơ quan có thẩm quyền",)),
    (Role.RECEIVING, ("Địa chỉ tiếp nhận", "Địa chỉ tiếp nhận HS")),
    (Role.AUTHORISED, ("Cơ quan được uỷ quyền", "Cơ quan được ủy quyền")),
    (Role.COORDINATING, ("Cơ quan phối hợp",)),
)
_FEE = re.compile(
    r"^\s*+((?:lệ )?phí[^:\d]*+)?:?\s*+([\d.,]++)\s*+(\w[\w ]{0,40}?)?\s*+(?:\((.*)\))?\s*$",
    re.I | re.S,
)
_GONE = re.compile("bãi bỏ|hết hiệu lực|hủy|huỷ|dừng", re.I)


def part_of(sheet: Headed) -> str | None:
    """Which part a sheet's rows are, `""` for the list itself, or None."""
    return next((part for part, heads in _TELLING if sheet.place(*heads) is not None), None)


def read_foreign_workbook(grid: Grid, sheets: list[Headed]) -> tuple[list[Draft], list[Problem]]:
    """(drafts, problems) of every sheet with a column of codes."""
    return _Reader(grid, sheets).read()


class _Reader:
    """State of one reading: drafts by code, papers by code, problems."""

    def __init__(self, grid: Grid, sheets: list[Headed]) -> None:
        self.grid, self.sheets = grid, sheets
        self.drafts: dict[str, Draft] = {}
        self.problems: list[Problem] = []
        self.cases: dict[str, Cases] = {}
        self.unknown: set[str] = set()

    def read(self) -> tuple[list[Draft], list[Problem]]:
        parts = _without_national_list([(part_of(sheet), sheet) for sheet in self.sheets])
        for part, sheet in sorted(parts, key=lambda pair: pair[0] != ""):
            self.sheet = sheet
            for heading, places in sheet.doubled.items():
                letters = " và ".join(get_column_letter(place + 1) for place in places)
                self.problems.append(
                    Remark(
                        f"Trang tính “{sheet.title}”",
                        f"có hai cột “{heading}” ({letters}): lấy cột đầu.",
                    )
                )
            for number, values in data_rows(self.grid, sheet):
                self._row(part, number, values)
        for code, cases in self.cases.items():
            self.drafts[code].parts["cases"] = cases.rows
        self._unread({sheet.title for part, sheet in parts if part is not None})
        return list(self.drafts.values()), self.problems

    def _unread(self, read: set[str]) -> None:
        for title in self.grid.titles:
            if title not in read and next(self.grid.rows(title), None):
                self.problems.append(
                    Remark(f"Trang tính “{title}”", "không có cột mã thủ tục nên không đọc.")
                )
        if self.unknown:
            some = ", ".join(sorted(self.unknown)[:10])
            self.problems.append(
                Remark(
                    "Các trang tính con",
                    f"có dòng của {len(self.unknown)} mã không có trong danh mục ({some}…), không đọc.",
                )
            )

    def _row(self, part: str | None, number: int, values: Cells) -> None:
        self.values, self.number = values, number
        raw = self._raw(self.sheet.code_place)
        code = read_code(raw)
        if part == "":
            self._main(code, raw)
        elif code in self.drafts:
            _ROWS[part](self, self.drafts[code])
        elif code:
            self.unknown.add(code)

    def _main(self, code: str, raw: object) -> None:
        name = self._text(*NAME_HEADINGS)
        if not code:
            if name or cells.text_or_number(raw):
                shown = tidy(raw)[:40]
                reason = (
                    f"mã “{shown}” không đúng dạng; mã đúng như 1.001193."
                    if shown
                    else "thiếu mã thủ tục."
                )
                self.problems.append(Problem(self._place(), reason, shown))
            return
        if not name:
            self.problems.append(Problem(self._place(), "thiếu tên thủ tục.", code))
            return
        if code in self.drafts:
            first = self.drafts[code].place
            self.problems.append(
                Remark(self._place(), f"mã {code} đã có ở {first}, lấy dòng trước.", code)
            )
            return
        draft = self.drafts[code] = Draft(code, self._place())
        draft.parts = {"name": name, **self._stated()}
        self._agencies(draft)
        if link := self._text("Link truy cập", "Địa chỉ truy cập", "Đường dẫn"):
            found = re.search(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", link)
            draft.parts |= {"uuid": found[0]} if found else {}

    def _stated(self) -> Record:
        """Parts of the list's own columns; an empty cell states nothing."""
        levels = _labels(Level, self._text("Cấp thực hiện"))
        kind = _labels(Kind, self._text("Loại TTHC", "Loại thủ tục"))
        status = self._text("Trạng thái", "Tình trạng")
        found = {
            "decision_number": self._text("Số quyết định"),
            "levels": levels,
            "kind": kind[0] if kind else "",
            "subject_areas": sorted(area[:120] for area in parts_of(self._text("Lĩnh vực"))),
            "subjects": [{"name": one} for one in parts_of(self._text("Đối tượng thực hiện"))],
            "keywords": self._text("Từ khoá", "Từ khóa").replace(", ", "\n"),
            "description": self._text("Mô tả"),
            "conditions": self._text("Yêu cầu, điều kiện", "Yêu cầu, điều kiện thực hiện"),
            "state": "withdrawn" if _GONE.search(status) else "active" if status else "",
        }
        return {part: value for part, value in found.items() if value}

    def _agencies(self, draft: Draft) -> None:
        rows = [
            {"role": role.value, "name": name}
            for role, heads in _ROLES
            for name in parts_of(self._text(*heads))
        ]
        if rows:
            draft.parts["agencies"] = rows

    def _method(self, draft: Draft) -> None:
        time, fees, description = (
            self._text("Thời gian", "Thời hạn", "Thời hạn giải quyết"),
            self._text("Phí, lệ phí", "Phí", "Lệ phí"),
            self._text("Mô tả"),
        )
        shown = self._text("Hình thức nộp", "Hình thức thực hiện")
        channel = channel_of(shown)
        if channel == Channel.OTHER:
            self._doubt(
                draft, f"hình thức nộp “{shown[:60]}” chưa biết, giữ nguyên chữ.", "methods"
            )
            description = tidy(f"{shown}\n{description}")
        fields = durations.read_time(time)
        if time.lower() in ("khác", "") and not fields["time_amount"]:
            fields = durations.time_fields(text=durations.time_in(description))
            if time and not fields["time_text"]:
                fields = durations.time_fields(text=durations.UNKNOWN, note=f"Nguồn ghi: {time}.")
                self._doubt(draft, f"thời hạn “{time}” không rõ, giữ nguyên chữ.", "times")
        rows = [fee for line in filter(None, fees.split("\n")) for fee in [self._fee(draft, line)]]
        row = {"channel": str(channel.value), **fields, "description": description, "fees": rows}
        draft.parts.setdefault("methods", []).append(row)

    def _fee(self, draft: Draft, line: str) -> Row:
        found = _FEE.match(line)
        name, value, currency, note = found.groups() if found else ("", None, "", line)
        row, doubt = money.fee_row((name or "").strip(" :"), value, currency or "", note or "")
        if doubt or (
            not found and not row["local_decision"] and row["amount"] is None and not row["note"]
        ):
            self._doubt(draft, doubt or f"phí “{line[:60]}” không đọc được.", "fees")
        return row

    def _step(self, draft: Draft) -> None:
        name = self._text("Trường hợp xử lý", "Tên bước")
        text = self._text("Mô tả chi tiết", "Nội dung bước", "Trình tự thực hiện")
        draft.parts.setdefault("steps", []).extend(steps_of(name, text))

    def _paper(self, draft: Draft) -> None:
        cases = self.cases.setdefault(draft.code, Cases())
        case = self._text("Trường hợp", "Trường hợp hồ sơ")
        if case and case != cases.name:
            cases.heading(case)
        paper: Row = {"name": self._text("Tên giấy tờ", "Tên thành phần hồ sơ", "Tên TPHS")}
        if not paper["name"]:
            self._doubt(draft, "giấy tờ không có tên, bỏ qua.", "papers")
            return
        for key, heads in (
            ("originals", ("Bản chính", "Số bản chính")),
            ("copies", ("Bản sao", "Số bản sao")),
        ):
            paper[key], doubt = quantity(self._raw(self.sheet.place(*heads)))
            if doubt:
                self._doubt(draft, doubt, "papers")
        paper["has_electronic_form"] = self._text("BM điện tử", "Biểu mẫu điện tử").lower() in (
            "x",
            "có",
        )
        paper["form_name"] = self._text("Mẫu đơn, tờ khai", "Tên mẫu đơn", "Biểu mẫu")
        kind = self._text("Loại giấy tờ")
        paper["condition"] = "" if kind.lower() in ("", "giấy tờ") else kind
        cases.add(paper)

    def _result(self, draft: Draft) -> None:
        if name := self._text("Tên kết quả", "Kết quả thực hiện"):
            draft.parts.setdefault("results", []).append({"name": name})

    def _basis(self, draft: Draft) -> None:
        issued, shown = None, self._raw(self.sheet.place("Ngày ban hành"))
        try:
            issued = cells.day(shown)
        except cells.BadCellError as error:
            self._doubt(draft, str(error), "bases")
        url = self._text("Địa chỉ", "Địa chỉ truy cập", "Địa chỉ văn bản")
        row = {
            "number": self._text("Số ký hiệu", "Số, ký hiệu", "Số/ký hiệu"),
            "abstract": self._text("Trích yếu"), "issued_on": issued,
            "issuer": self._text("Cơ quan ban hành"), "url": url if url.startswith("http") else "",
        }  # fmt: skip
        if row["number"] or row["abstract"]:
            draft.parts.setdefault("legal_bases", []).append(row)

    def _conditions(self, draft: Draft) -> None:
        if found := self._text(
            "Yêu cầu, điều kiện", "Yêu cầu điều kiện", "Yêu cầu, điều kiện thực hiện"
        ):
            draft.parts["conditions"] = found

    def _nothing(self, draft: Draft) -> None:
        """A sheet with codes whose other columns are unknown."""

    def _raw(self, place: int | None) -> object:
        return self.values[place] if place is not None and place < len(self.values) else None

    def _text(self, *headings: str) -> str:
        try:
            return cells.text(self._raw(self.sheet.place(*headings)))
        except cells.BadCellError as error:
            found = self.drafts.get(read_code(self._raw(self.sheet.code_place)))
            if found:
                self._doubt(found, str(error))
            else:
                self.problems.append(Remark(self._place(), str(error)))
            return ""

    def _place(self) -> str:
        return f"{self.sheet.title}, dòng {self.number}"

    def _doubt(self, draft: Draft, reason: str, field: str | None = None) -> None:
        place, draft.place = draft.place, ""
        draft.doubt(self._place(), reason, field)
        draft.place = place


_ROWS = {
    "methods": _Reader._method, "steps": _Reader._step, "cases": _Reader._paper,
    "results": _Reader._result, "legal_bases": _Reader._basis, "conditions": _Reader._conditions,
    None: _Reader._nothing,
}  # fmt: skip


def _without_national_list(parts: Parts) -> Parts:
    """Beside the commune's own list, a list of the whole country only gives its conditions."""
    lists = [sheet for part, sheet in parts if part == ""]
    conditions = dict(_TELLING)["conditions"]
    if len(lists) < 2:
        return parts
    more = [sheet for sheet in lists[1:] if sheet.place(*conditions) is not None]
    return [("conditions" if sheet in more else part, sheet) for part, sheet in parts]


def _labels(choices: type[TextChoices], text: str) -> list[str]:
    """Values whose label stands in a list with commas or lines."""
    labels = {folded_text(str(label)): str(value) for value, label in choices.choices if value}
    return [
        labels[part] for part in map(folded_text, re.split(r"[;,\n]\s*", text)) if part in labels
    ]
