"""Reads the official export `ChiTietTTHC_<mã>` (a Word file, often with the ending .doc).

The file is a run of paragraphs `Tên trường: nội dung` in a fixed order, with tables for methods,
papers (one for each case) and legal bases. A field or table that is not there states nothing.
"""

import re
from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from django.db.models import TextChoices
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table

from procedures.choices import Channel
from procedures.codes import read_code
from procedures.exchange import cells, durations, money
from procedures.exchange.agency_names import parts_of
from procedures.exchange.channels import channel_of
from procedures.exchange.drafts import Draft
from procedures.exchange.paper_rows import Cases
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.step_texts import steps_of
from procedures.exchange.structure import Row
from procedures.models import Kind, Level, Role
from procedures.prose import tidy
from search.folding import folded_text

Texts: TypeAlias = dict[str, list[str]]
"""Field of the sheet -> its lines; a field whose line is missing is no key."""
Tables: TypeAlias = list[tuple[str, str, Table]]
"""(field, line above, table) in the order of the file."""

FIELDS = (
    "Mã thủ tục", "Số quyết định", "Tên thủ tục", "Cấp thực hiện", "Loại thủ tục", "Lĩnh vực",
    "Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ", "Đối tượng thực hiện",
    "Cơ quan thực hiện", "Cơ quan có thẩm quyền", "Địa chỉ tiếp nhận HS", "Cơ quan được ủy quyền",
    "Cơ quan phối hợp", "Kết quả thực hiện", "Căn cứ pháp lý", "Yêu cầu, điều kiện thực hiện",
    "Từ khóa", "Mô tả",
)  # fmt: skip
NOTHING = {"không có thông tin", "không có", ""}
_FIELD = re.compile(
    r"^(?:\d{1,2}[.)]\s*)?(" + "|".join(map(re.escape, FIELDS)) + r")\s*[::]\s*(.*)$", re.I | re.S
)
_FEE = re.compile(
    r"^(Phí|Lệ phí)[^:\d]*:\s*([\d.,]+)\s*(đồng|đ|vnđ|vnd|usd|đô la)?\b\.?\s*(.*)$", re.I
)
_QUANTITY = re.compile(r"Bản (chính|sao)\s*:\s*(\d+)", re.I)
_ROLES = {
    "Cơ quan thực hiện": Role.HANDLING,
    "Cơ quan có thẩm quyền": Role.DECIDING,
    "Địa chỉ tiếp nhận HS": Role.RECEIVING,
    "Cơ quan được ủy quyền": Role.AUTHORISED,
    "Cơ quan phối hợp": Role.COORDINATING,
}
_TABLES = (
    ("methods", "Cách thức thực hiện"),
    ("cases", "Thành phần hồ sơ"),
    ("legal_bases", "Căn cứ pháp lý"),
)


def read_official_docx(file: BinaryIO) -> tuple[list[Draft], list[Problem]]:
    """(drafts, problems) of one exported procedure."""
    try:
        document = Document(file)
    except Exception as error:  # python-docx raises what the XML made it stumble over
        raise FileRefusedError(
            "Không mở được văn bản Word này. Hãy lưu lại thành .docx."
        ) from error
    texts, tables = _split(document)
    code = read_code(" ".join(texts.get("Mã thủ tục", [])))
    if not code:
        raise FileRefusedError(
            "Không thấy “Mã thủ tục: …” trong văn bản. Hãy dùng tệp ChiTietTTHC của Cổng."
        )
    if not _joined(texts, "Tên thủ tục"):
        return [], [Problem("mục “Tên thủ tục”", "đang trống.", code)]
    return [_draft(code, texts, tables)], []


def _split(document: WordDocument) -> tuple[Texts, Tables]:
    """Paragraphs by field, and (field, line above, table) in the order of the file."""
    texts: Texts = {}
    tables: Tables = []
    field = above = ""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables.append((field, above, part))
            above = ""
            continue
        for line in tidy(part.text).split("\n"):
            found = _FIELD.match(line)
            field = _own_name(found[1]) if found else field
            text = found[2].strip() if found else line
            if field:
                texts.setdefault(field, []).extend([text] if text else [])
            above = line or above
    return texts, tables


def _own_name(shown: str) -> str:
    return next(name for name in FIELDS if name.lower() == shown.lower())


def _joined(texts: Texts, field: str) -> str:
    text = "\n".join(texts.get(field, []))
    return "" if text.strip(" .").lower() in NOTHING else text


def _draft(code: str, texts: Texts, tables: Tables) -> Draft:
    """What the sheet has, by field; a field whose line is missing is not stated."""
    draft = Draft(code, "Văn bản Word")
    readers: dict[str, tuple[str, Callable[[str], object]]] = {
        "Số quyết định": ("decision_number", lambda text: re.sub(r"^Quyết định số\s*", "", text)),
        "Tên thủ tục": ("name", str),
        "Cấp thực hiện": ("levels", lambda text: _choices(text, Level)),
        "Loại thủ tục": ("kind", lambda text: "".join(_choices(text, Kind)[:1])),
        "Lĩnh vực": ("subject_areas", lambda text: sorted(area[:120] for area in parts_of(text))),
        "Yêu cầu, điều kiện thực hiện": ("conditions", str),
        "Từ khóa": ("keywords", lambda text: text.replace(", ", "\n")),
        "Mô tả": ("description", str),
        "Trình tự thực hiện": ("steps", lambda text: steps_of("", text)),
        "Đối tượng thực hiện": ("subjects", _name_rows),
        "Kết quả thực hiện": ("results", _name_rows),
    }
    for field, (part, read) in readers.items():
        if field in texts:
            draft.parts[part] = read(_joined(texts, field))
    if any(field in texts for field in _ROLES):
        draft.parts["agencies"] = [
            {"role": role.value, "name": name}
            for field, role in _ROLES.items()
            for name in parts_of(_joined(texts, field))
        ]
    _read_tables(draft, tables)
    for part, field in _TABLES:
        if part not in draft.parts:
            draft.doubt("", f"không có bảng “{field}”: phần này giữ nguyên như đang có.")
    return draft


def _name_rows(text: str) -> list[Row]:
    return [{"name": name} for name in parts_of(text)]


def _choices(text: str, choices: type[TextChoices]) -> list[str]:
    labels = {folded_text(str(label)): str(value) for value, label in choices.choices if value}
    parts = map(folded_text, re.split(r"[;,\n]\s*", text))
    return [labels[part] for part in parts if part in labels]


def _read_tables(draft: Draft, tables: Tables) -> None:
    cases = Cases()
    for field, above, table in tables:
        rows = _rows_of(draft, field, table)
        body = [row for row in rows[1:] if any(row)]
        heads = " | ".join(rows[0]).lower() if rows else ""
        if "giấy tờ" in heads:
            _add_papers(cases, above, body)
            draft.parts["cases"] = cases.rows
        elif "hình thức" in heads:
            _add_rows(draft, "methods", _method, body)
        elif "ký hiệu" in heads or "trích yếu" in heads:
            _add_rows(draft, "legal_bases", _basis, body)
        elif body:
            _keep_as_words(draft, field, rows)


def _rows_of(draft: Draft, field: str, table: Table) -> list[list[str]]:
    """The words of its cells; none, and a remark, where cells are merged with cells that are not there."""
    try:
        return [[tidy(cell.text) for cell in row.cells] for row in table.rows]
    except (ValueError, IndexError):
        draft.doubt("", f"một bảng ở mục “{field}” có ô gộp hỏng nên không đọc được.")
        return []


def _add_rows(
    draft: Draft, part: str, read: Callable[[Draft, list[str], int], Row], body: list[list[str]]
) -> None:
    rows = [read(draft, row, number) for number, row in enumerate(body, 2)]
    draft.parts.setdefault(part, []).extend(rows)


def _add_papers(cases: Cases, above: str, body: list[list[str]]) -> None:
    cases.heading("" if _FIELD.match(above) else above)
    for row in body:
        if row[0]:
            cases.add(_paper(row))


def _keep_as_words(draft: Draft, field: str, rows: list[list[str]]) -> None:
    """A table that is none of the three: its words go to the description."""
    draft.doubt("", f"bảng ở mục “{field}” không nhận ra, giữ thành chữ ở phần Mô tả.")
    words = "\n".join(" – ".join(filter(None, row)) for row in rows)
    draft.parts["description"] = tidy(f"{draft.parts.get('description', '')}\n{words}")


def _method(draft: Draft, row: list[str], number: int) -> Row:
    shown, time, fees, description = (row + [""] * 4)[:4]
    channel = channel_of(shown)
    if channel == Channel.OTHER:
        draft.doubt(
            f"bảng Cách thức thực hiện, dòng {number}",
            f"hình thức nộp “{shown[:60]}” chưa biết, giữ nguyên chữ.",
            "methods",
        )
        description = tidy(f"{shown}\n{description}")
    fields = durations.read_time(time)
    if time.lower() == "khác":
        fields = durations.time_fields(text=durations.time_in(description) or durations.UNKNOWN)
    return {
        "channel": str(channel.value), **fields, "description": description,
        "fees": _fees(draft, fees, number),
    }  # fmt: skip


def _fees(draft: Draft, text: str, number: int) -> list[Row]:
    """Lines `Phí : 8.000 Đồng …`; what is no amount is an exemption and goes with the one above."""
    found = []
    for line in filter(None, text.split("\n")):
        match = _FEE.match(line)
        if match:
            found.append([match[1], match[2], match[3] or "", match[4].strip(" ()")])
        elif found:
            found[-1][3] = tidy(f"{found[-1][3]}\n{line}")
        else:
            found.append(["", None, "", line])
    rows = []
    for name, value, currency, note in found:
        row, doubt = money.fee_row(name, value, currency, note)
        if doubt:
            draft.doubt(f"bảng Cách thức thực hiện, dòng {number}", doubt, "fees")
        rows.append(row)
    return rows


def _paper(row: list[str]) -> Row:
    name, form, quantity = (row + [""] * 3)[:3]
    numbers = {which.lower(): int(count) for which, count in _QUANTITY.findall(quantity)}
    return {
        "name": name,
        "originals": numbers.get("chính", 0),
        "copies": numbers.get("sao", 0),
        "form_name": form.split("\n")[0],
    }


def _basis(draft: Draft, row: list[str], number: int) -> Row:
    shown, abstract, issued, issuer = (row + [""] * 4)[:4]
    day = None
    try:
        day = cells.day(issued)
    except cells.BadCellError as error:
        draft.doubt(f"bảng Căn cứ pháp lý, dòng {number}", str(error), "bases")
        abstract = tidy(f"{abstract}\nNgày ban hành: {issued}")
    return {"number": shown, "abstract": abstract, "issued_on": day, "issuer": issuer, "url": ""}
