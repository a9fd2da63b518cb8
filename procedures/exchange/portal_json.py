"""Reads procedures in the shape of the national portal's JSON (2026, not published: may change).

Nothing is fetched here: the file comes from whoever runs the portal or the province.
"""

import json
import re

from procedures.codes import is_national_code, national_code
from procedures.exchange.problems import FileRefusedError, Problem
from procedures.exchange.structure import new_record
from procedures.models import Level, Role, State
from procedures.models.choices import PORTAL_CHANNELS, PORTAL_KINDS, PORTAL_UNITS
from procedures.prose import plain_text, tidy

LIVE_STATES = {"", "ACTIVE", "UPDATED"}
MAX_PROCEDURES = 6_000
_KIND_BY_CASE = (
    (re.compile("xuất trình", re.I), "show"),
    (re.compile("lưu ý", re.I), "note"),
    (re.compile("phải nộp|bao gồm|thành phần hồ sơ", re.I), "submit"),
)
_ROLES = (
    ("departmentsExecuting", Role.HANDLING),
    ("departmentsAuthority", Role.DECIDING),
    ("dossierReceivingAddresses", Role.RECEIVING),
    ("departmentsAuthorized", Role.AUTHORISED),
    ("departmentsCoordinating", Role.COORDINATING),
)


class BadItemError(ValueError):
    """A fault in one procedure: where in it, and why."""

    def __init__(self, place, reason):
        super().__init__(reason)
        self.place = place


def read_portal_json(file):
    """(records, problems, codes) of a file with one procedure, a list, or a list under `data`."""
    try:
        content = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefusedError(
            "Tệp JSON hỏng hoặc không phải UTF-8. Hãy lấy lại tệp nguồn."
        ) from error
    records, problems, codes = {}, [], set()
    for number, item in enumerate(_items(content), 1):
        try:
            record = _record(item, f"mục thứ {number}")
            if record["code"] in records:
                raise BadItemError("code", "mã này đã có ở mục trước.")
            codes.add(record["code"])
            records[record["code"]] = record
        except BadItemError as error:
            code = tidy(item.get("code")) if isinstance(item, dict) else ""
            codes.add(code)
            problems.append(Problem(f"Mục thứ {number}, {error.place}", str(error), code))
    bad = {problem.code for problem in problems}
    return [record for record in records.values() if record["code"] not in bad], problems, codes


def _items(content):
    if isinstance(content, dict):
        inner = content.get("data", content.get("items"))
        content = inner if inner is not None else content
    items = content if isinstance(content, list) else [content]
    if not items or len(items) > MAX_PROCEDURES:
        raise FileRefusedError(f"Tệp phải có từ 1 đến {MAX_PROCEDURES} thủ tục.")
    return items


def _record(item, place):
    if not isinstance(item, dict):
        raise BadItemError("mục", "không phải một thủ tục.")
    code = national_code(_text(item, "code"))
    if not is_national_code(code):
        raise BadItemError("code", f"mã “{code}” không đúng dạng; mã đúng như 1.001193.")
    name = _text(item, "name")
    if not name:
        raise BadItemError("name", "thiếu tên thủ tục.")
    proposal = item.get("procedureProposal") or {}
    state = _text(item, "state").upper()
    return {
        **new_record(code),
        "place": place,
        "name": name,
        "uuid": _text(item, "id"),
        "state": State.ACTIVE.value if state in LIVE_STATES else State.WITHDRAWN.value,
        "decision_number": tidy(proposal.get("decisionNo") or proposal.get("proposalNumber"))[:120],
        "levels": _levels(item),
        "kind": str(PORTAL_KINDS.get(_text(item, "formalityType"), "")),
        "subject_areas": sorted(set(_names(item, "categoriesDetails"))),
        "conditions": plain_text(item.get("requirementsAndConditions")),
        "keywords": _keywords(item),
        "description": plain_text(item.get("description")),
        "steps": [_step(step) for step in _list(item, "executionSteps")],
        "methods": [_method(method) for method in _list(item, "executionMethods")],
        "cases": _cases(_list(item, "executionCases")),
        "subjects": [{"name": name} for name in _names(item, "subjectTypesDetails")],
        "agencies": [
            {"role": role.value, "name": name} for key, role in _ROLES for name in _names(item, key)
        ],
        "results": [{"name": name} for name in _names(item, "resultsDetails")],
        "legal_bases": [_basis(basis) for basis in _list(item, "legalBasisesDetails")],
    }


def _levels(item):
    flags = (
        ("isMinistry", Level.MINISTRY), ("isProvince", Level.PROVINCE),
        ("isWard", Level.COMMUNE), ("isOtherAgency", Level.OTHER),
    )  # fmt: skip
    return [level.value for flag, level in flags if item.get(flag) is True]


def _step(step):
    text = plain_text(step.get("description"))
    name = tidy(step.get("name"))[:200]
    return {"name": name, "text": text or name}


def _method(method):
    channel = PORTAL_CHANNELS.get(_text(method, "submissionMethod"))
    if channel is None:
        raise BadItemError(
            "executionMethods.submissionMethod",
            f"“{method.get('submissionMethod')}” là cách nộp lạ.",
        )
    unit = PORTAL_UNITS.get(_text(method, "processingTimeUnit") or "WORKING_DAY")
    if unit is None:
        raise BadItemError(
            "executionMethods.processingTimeUnit",
            f"“{method.get('processingTimeUnit')}” là đơn vị lạ.",
        )
    return {
        "channel": channel.value,
        "time_amount": _whole(method, "processingTime", 32_767),
        "time_unit": unit.value,
        "time_text": "",
        "time_note": "",
        "description": plain_text(method.get("description")),
        "fees": [_fee(fee) for fee in _list(method, "fees")],
    }


def _fee(fee):
    """The exemption stands in the description: it is carried over whole."""
    currency = _text(fee, "currencyName").lower()
    if currency not in ("", "vnd", "vnđ", "đồng", "việt nam đồng", "đ"):
        raise BadItemError("fees.currencyName", f"đơn vị tiền “{currency}” không phải đồng.")
    key = "amount" if fee.get("amount") is not None else "value"
    return {
        "name": tidy(fee.get("name"))[:200],
        "amount": _whole(fee, key, 2_000_000_000),
        "unit": "",
        "note": plain_text(fee.get("description")),
        "local_decision": "",
    }


def _cases(cases):
    """The portal uses cases for kinds of papers too; those become kinds within one case."""
    found = {}
    for case in cases:
        name = tidy(case.get("name"))
        kind = next((kind for pattern, kind in _KIND_BY_CASE if pattern.search(name)), None)
        key = "" if kind else name[:500]
        papers = found.setdefault(key, [])
        papers += [_paper(paper, kind or "submit") for paper in _list(case, "profileComponents")]
    return [{"name": name, "papers": papers} for name, papers in found.items()]


def _paper(paper, kind):
    name = plain_text(paper.get("name"))
    if not name:
        raise BadItemError("profileComponents.name", "giấy tờ không có tên.")
    files = [tidy(file.get("fileName")) for file in _list(paper, "attachments")]
    condition = [plain_text(paper.get("description"))]
    if len(files) > 1:
        condition.append("Các mẫu khác: " + ", ".join(files[1:]))
    return {
        "name": name,
        "kind": "note" if name.lower().startswith("lưu ý") else kind,
        "originals": _whole(paper, "originalQty", 999) or 0,
        "copies": _whole(paper, "copyQty", 999) or 0,
        "condition": tidy("\n".join(condition)),
        "form_name": files[0][:200] if files else "",
        "has_electronic_form": paper.get("hasElectronicForm") is True,
    }


def _basis(basis):
    return {
        "number": tidy(basis.get("code"))[:120], "abstract": tidy(basis.get("name")),
        "issued_on": None, "issuer": "", "url": "",
    }  # fmt: skip


def _keywords(item):
    words = item.get("keywords") or ""
    return tidy("\n".join(words) if isinstance(words, list) else str(words).replace(",", "\n"))


def _text(item, key):
    value = item.get(key)
    if isinstance(value, dict | list):
        raise BadItemError(key, "phải là chữ.")
    return tidy(value)


def _list(item, key):
    value = item.get(key) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadItemError(key, "phải là một danh sách.")
    return value


def _names(item, key):
    """Names of a list whose items are words or objects with a name."""
    value = item.get(key) or []
    if not isinstance(value, list):
        raise BadItemError(key, "phải là một danh sách.")
    names = [
        one.get("name") or one.get("address") if isinstance(one, dict) else one for one in value
    ]
    return [name for name in map(plain_text, names) if name]


def _whole(item, key, largest):
    value = item.get(key)
    if value in (None, ""):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadItemError(key, f"“{str(value)[:40]}” không phải số.") from None
    if not 0 <= number <= largest or number != int(number):
        raise BadItemError(key, f"“{str(value)[:40]}” không phải số nguyên từ 0 đến {largest}.")
    return int(number)
