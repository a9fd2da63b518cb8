"""Reads the official export `ChiTietTTHC_<mã>` (a Word file, often with the ending .doc).

The file is a run of paragraphs `Tên trường: nội dung` in a fixed order, with tables for methods,
papers (one for each case) and legal bases.
"""

import re

from docx import Document
from docx.table import Table

from procedures.codes import is_national_code, national_code
from procedures.exchange import cells
from procedures.exchange.portal_json import _KIND_BY_CASE
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.structure import new_record
from procedures.models import Channel, Kind, Level, Role, TimeUnit
from procedures.prose import tidy

FIELDS = (
    "Mã thủ tục", "Số quyết định", "Tên thủ tục", "Cấp thực hiện", "Loại thủ tục", "Lĩnh vực",
    "Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ", "Đối tượng thực hiện",
    "Cơ quan thực hiện", "Cơ quan có thẩm quyền", "Địa chỉ tiếp nhận HS", "Cơ quan được ủy quyền",
    "Cơ quan phối hợp", "Kết quả thực hiện", "Căn cứ pháp lý", "Yêu cầu, điều kiện thực hiện",
    "Từ khóa", "Mô tả",
)  # fmt: skip
NOTHING = {"không có thông tin", "không có", ""}
_STEP = re.compile(r"^(Bước\s*\d+)\s*[:.–-]?\s*(.*)$", re.I)
_TIME = re.compile(r"^(\d+)\s*(ngày làm việc|ngày|giờ|tháng|năm)$", re.I)
_FEE = re.compile(r"^(Phí|Lệ phí)[^:\d]*:\s*([\d.,]+)\s*(?:đồng|đ|vnđ|vnd)\b\.?\s*(.*)$", re.I)
_QUANTITY = re.compile(r"Bản (chính|sao)\s*:\s*(\d+)", re.I)
_ROLES = {
    "Cơ quan thực hiện": Role.HANDLING,
    "Cơ quan có thẩm quyền": Role.DECIDING,
    "Địa chỉ tiếp nhận HS": Role.RECEIVING,
    "Cơ quan được ủy quyền": Role.AUTHORISED,
    "Cơ quan phối hợp": Role.COORDINATING,
}


def read_official_docx(file):
    """(records, problems, codes) of one exported procedure."""
    try:
        document = Document(file)
    except Exception as error:  # python-docx raises what the XML made it stumble over
        raise FileRefusedError(
            "Không mở được văn bản Word này. Hãy lưu lại thành .docx."
        ) from error
    texts, tables = _split(document)
    code = national_code(" ".join(texts.get("Mã thủ tục", [])))
    if not is_national_code(code):
        raise FileRefusedError(
            "Không thấy “Mã thủ tục: …” trong văn bản. Hãy dùng tệp ChiTietTTHC của Cổng."
        )
    if not _joined(texts, "Tên thủ tục"):
        problem = Problem("mục “Tên thủ tục”", "đang trống.", code)
        return [], [problem], {code}
    try:
        return [_record(code, texts, tables)], [], {code}
    except cells.BadCellError as error:
        return [], [Problem("bảng", str(error), code)], {code}


def _split(document):
    """Paragraphs by field, and (field, line above, table) in the order of the file."""
    texts, tables, field, above = {}, [], "", ""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables.append((field, above, part))
            above = ""
            continue
        for line in tidy(part.text).split("\n"):
            found = next((name for name in FIELDS if line.startswith(f"{name}:")), None)
            field = found or field
            text = line.removeprefix(f"{found}:").strip() if found else line
            if text and field:
                texts.setdefault(field, []).append(text)
            above = line or above
    return texts, tables


def _joined(texts, field):
    text = "\n".join(texts.get(field, []))
    return "" if text.strip(" .").lower() in NOTHING else text


def _record(code, texts, tables):
    record = {**new_record(code), "place": "văn bản Word"}
    decision = _joined(texts, "Số quyết định")
    record |= {
        "decision_number": re.sub(r"^Quyết định số\s*", "", decision)[:120],
        "name": _joined(texts, "Tên thủ tục"),
        "levels": _choices(_joined(texts, "Cấp thực hiện"), Level),
        "kind": "".join(_choices(_joined(texts, "Loại thủ tục"), Kind)[:1]),
        "subject_areas": sorted(_several(texts, "Lĩnh vực")),
        "conditions": _joined(texts, "Yêu cầu, điều kiện thực hiện"),
        "keywords": _joined(texts, "Từ khóa").replace(", ", "\n"),
        "description": _joined(texts, "Mô tả"),
        "steps": _steps(texts.get("Trình tự thực hiện", [])),
        "subjects": [{"name": name} for name in _several(texts, "Đối tượng thực hiện")],
        "agencies": [
            {"role": role.value, "name": name}
            for field, role in _ROLES.items()
            for name in _several(texts, field)
        ],
        "results": [{"name": name} for name in _several(texts, "Kết quả thực hiện")],
    }
    for field, above, table in tables:
        _read_table(record, field, above, table)
    return record


def _several(texts, field):
    return [
        part
        for part in (one.strip(" -•") for one in re.split(r"[;\n]", _joined(texts, field)))
        if part
    ]


def _choices(text, choices):
    labels = {str(label).lower(): str(value) for value, label in choices.choices if value}
    return [labels[part] for part in re.split(r"[;,\n]\s*", text.lower()) if part in labels]


def _steps(lines):
    steps = []
    for line in lines:
        match = _STEP.match(line)
        if match or not steps:
            name, rest = (match[1], match[2]) if match else ("", line)
            steps.append({"name": name, "text": rest})
        else:
            steps[-1]["text"] = tidy(f"{steps[-1]['text']}\n{line}")
    return [step | {"text": step["text"] or step["name"]} for step in steps]


def _read_table(record, field, above, table):
    rows = [[tidy(cell.text) for cell in row.cells] for row in table.rows]
    if not rows:
        return
    heads = " | ".join(rows[0]).lower()
    body = [row for row in rows[1:] if any(row)]
    if "hình thức" in heads:
        record["methods"] += [_method(row) for row in body]
    elif "giấy tờ" in heads:
        _add_case(record["cases"], above, body)
    elif "ký hiệu" in heads or "trích yếu" in heads:
        record["legal_bases"] += [_basis(row) for row in body]


def _method(row):
    channel_text, time, fees, description = (row + [""] * 4)[:4]
    channel = cells.one_of([*Channel.choices, (Channel.POST, "Bưu chính")])(channel_text)
    match = _TIME.match(time)
    units = {str(unit.label): unit.value for unit in TimeUnit}
    long_time = not match and len(time) > 80
    return {
        "channel": channel,
        "time_amount": int(match[1]) if match else None,
        "time_unit": units[match[2].lower()] if match else TimeUnit.WORKING_DAY.value,
        "time_text": "" if match or long_time else time,
        "time_note": time if long_time else "",
        "description": description,
        "fees": _fees(fees),
    }


def _fees(text):
    """Lines `Phí : 8.000 Đồng …`; what is no amount is an exemption and goes with the one above."""
    fees = []
    for line in filter(None, text.split("\n")):
        match = _FEE.match(line)
        if match:
            amount = cells.money(match[2].replace(",", ".").removesuffix(".0"))
            note = match[3].strip(" ()")
            fees.append(
                {"name": match[1], "amount": amount, "unit": "", "note": note, "local_decision": ""}
            )
        elif fees:
            fees[-1]["note"] = tidy(f"{fees[-1]['note']}\n{line}")
        else:
            fees.append(
                {"name": "", "amount": None, "unit": "", "note": line, "local_decision": ""}
            )
    return fees


def _add_case(cases, above, rows):
    """A table of papers under its heading; headings that name a kind join one case."""
    is_field = any(above.startswith(name) for name in FIELDS)
    title = "" if is_field else above.strip(" :-*")
    kind = next((kind for pattern, kind in _KIND_BY_CASE if pattern.search(title)), None)
    name = "" if kind else title[:500]
    case = next((case for case in cases if case["name"] == name), None)
    if case is None:
        case = {"name": name, "papers": []}
        cases.append(case)
    case["papers"] += [_paper(row, kind or "submit") for row in rows if row[0]]


def _paper(row, kind):
    name, form, quantity = (row + [""] * 3)[:3]
    numbers = {which.lower(): int(count) for which, count in _QUANTITY.findall(quantity)}
    return {
        "name": name.removeprefix("- "),
        "kind": "note" if name.lower().lstrip("- *+").startswith("lưu ý") else kind,
        "originals": numbers.get("chính", 0),
        "copies": numbers.get("sao", 0),
        "condition": "",
        "form_name": form.split("\n")[0][:200],
        "has_electronic_form": False,
    }


def _basis(row):
    number, abstract, issued, issuer = (row + [""] * 4)[:4]
    return {
        "number": number[:120],
        "abstract": abstract,
        "issued_on": cells.day(issued),
        "issuer": issuer[:200],
        "url": "",
    }
