"""One procedure in the shape of the national portal's JSON (2026, not published: may change)."""

import re
from uuid import UUID

from procedures.choices import LARGEST_SMALL_NUMBER, PORTAL_CHANNELS, PORTAL_KINDS
from procedures.exchange import durations, money
from procedures.exchange.agency_names import whole_names
from procedures.exchange.drafts import Draft
from procedures.exchange.json_values import JsonObject, flag, number, objects, text, texts
from procedures.exchange.paper_rows import Cases, quantity
from procedures.exchange.step_texts import steps_of
from procedures.exchange.structure import Row, has_content
from procedures.models import Level, Role, State
from procedures.prose import tidy

GONE_STATES = {
    "INACTIVE", "EXPIRED", "CANCELLED", "CANCELED", "DELETED", "ABOLISHED", "REVOKED", "REMOVED",
    "CLOSED", "WITHDRAWN", "REPEALED",
}  # fmt: skip
LIVE_STATES = {"", "ACTIVE", "UPDATED", "CREATED", "PUBLISHED", "PUBLIC", "NEW", "PUBLICIZED"}
_ROLES = (
    (Role.HANDLING, ("departmentsExecuting", "unitGroupsExecuting", "executingAgencies")),
    (Role.DECIDING, ("departmentsAuthority", "unitGroupsAuthority")),
    (Role.AUTHORISED, ("departmentsAuthorized", "unitGroupsAuthorized", "authorizedAgencies")),
    (Role.COORDINATING, ("departmentsCoordinating", "unitGroupsCoordinating", "coordinatingAgencies")),
)  # fmt: skip
_LEVELS = (
    ("isMinistry", Level.MINISTRY), ("isProvince", Level.PROVINCE), ("isWard", Level.COMMUNE),
    ("isOtherAgency", Level.OTHER),
)  # fmt: skip
_FEE_NAMES = {"FEE": "Phí, lệ phí", "CHARGE": "Lệ phí"}
_DECISION_KEYS = ("decisionNo", "decisionNumber", "proposalNumber")
_GLUED_FEE = re.compile(
    r"^\s*+(miễn phí|không có thông tin|[\d.,]*+\s*+(vnđ|việt nam đồng|đồng|usd)\b)", re.I
)


def read_item(item: JsonObject, code: str, place: str) -> Draft:
    """The draft of one item; parts that it does not carry are absent."""
    draft = Draft(code, place)
    draft.parts["name"] = text(item.get("name"))
    _identity(draft, item)
    _agencies(draft, item)
    for part, read, keys in _PARTS:
        values = [item[key] for key in keys if item.get(key) is not None]
        if values:
            draft.parts[part] = read(draft, item, next(filter(None, values), values[0]))
    if not has_content(draft.parts):  # a reply of the list: empty parts say nothing
        draft.parts = {part: value for part, value in draft.parts.items() if value}
    return draft


def _identity(draft: Draft, item: JsonObject) -> None:
    """What the portal calls it and how it stands: address, state, decision, levels, kind, areas."""
    _address(draft, text(item.get("id")).rsplit("/", 1)[-1])
    if "state" in item:
        _state(draft, text(item["state"]).upper())
    if kind := text(item.get("formalityType")):
        draft.parts["kind"] = str(PORTAL_KINDS.get(kind.upper(), ""))
        if kind.upper() not in PORTAL_KINDS:
            draft.doubt("formalityType", f"loại thủ tục “{kind[:60]}” chưa biết.", "kind")
    _levels(draft, item)
    areas = texts(item.get("categoriesDetails")) or texts(item.get("category"))
    more = {
        "decision_number": _decision(item),
        "subject_areas": sorted({area[:120] for area in areas}),
    }
    draft.parts |= {part: value for part, value in more.items() if value}


def _levels(draft: Draft, item: JsonObject) -> None:
    """Who carries it out; a flag that is neither yes nor no is named, and says nothing."""
    told = {key: item[key] for key, _ in _LEVELS if item.get(key) is not None}
    unread = [key for key, value in told.items() if flag(value) is None]
    for key in unread:
        draft.doubt(key, "cấp thực hiện không ghi có hay không, bỏ qua.")
    levels = [level.value for key, level in _LEVELS if flag(told.get(key))]
    if levels or (told and not unread):
        draft.parts["levels"] = levels


def _address(draft: Draft, uuid: str) -> None:
    try:
        draft.parts |= {"uuid": str(UUID(uuid))} if uuid else {}
    except ValueError:
        draft.doubt("id", f"“{uuid[:40]}” không phải mã địa chỉ của Cổng, bỏ qua.")


def _state(draft: Draft, state: str) -> None:
    draft.parts["state"] = (State.WITHDRAWN if state in GONE_STATES else State.ACTIVE).value
    if state not in GONE_STATES | LIVE_STATES:
        draft.doubt("state", f"tình trạng “{state[:40]}” chưa biết, coi là đang áp dụng.")


def _decision(item: JsonObject) -> str:
    """Its number, from an object, from several, or from plain text where an object belongs."""
    proposal = item.get("procedureProposal")
    for one in proposal if isinstance(proposal, list) else [proposal]:
        values = [one.get(key) for key in _DECISION_KEYS] if isinstance(one, dict) else [one]
        if found := next(filter(None, map(text, values)), ""):
            return found
    return text(item.get("decisionNo"))


def _agencies(draft: Draft, item: JsonObject) -> None:
    """Departments and groups of units alike; the receiving address is text, taken whole."""
    keys = [key for _, names in _ROLES for key in names] + ["dossierReceivingAddresses"]
    if not any(item.get(key) is not None for key in keys):
        return
    rows = [
        {"role": role.value, "name": name}
        for role, names in _ROLES
        for name in whole_names([one for key in names for one in texts(item.get(key))])
    ]
    rows += [
        {"role": Role.RECEIVING.value, "name": name}
        for name in whole_names(texts(item.get("dossierReceivingAddresses")))
    ]
    draft.parts["agencies"] = rows


def _steps(draft: Draft, item: JsonObject, value: object) -> list[Row]:
    return [
        step
        for row in objects(value)
        for step in steps_of(text(row.get("name")), text(row.get("description")))
    ]


def _methods(draft: Draft, item: JsonObject, value: object) -> list[Row]:
    return [
        _method(draft, item, method, f"executionMethods[{place}]")
        for place, method in enumerate(objects(value))
    ]


def _method(draft: Draft, item: JsonObject, method: JsonObject, place: str) -> Row:
    fees = objects(method.get("fees"))
    description = _without_fee(text(method.get("description")), fees)
    channel = text(method.get("submissionMethod")).upper()
    known = PORTAL_CHANNELS.get(channel)
    if known is None:
        draft.doubt(
            f"{place}.submissionMethod",
            f"cách nộp “{channel[:40]}” chưa biết, giữ nguyên chữ.",
            "methods",
        )
        description = tidy(f"{channel}\n{description}")
    return {
        "channel": known.value if known else "other",
        **_time(draft, item, method, description, f"{place}.processingTime"),
        "description": description,
        "fees": [_fee(draft, fee, f"{place}.fees") for fee in fees],
    }


def _time(draft: Draft, item: JsonObject, method: JsonObject, description: str, place: str) -> Row:
    """The method's own unit, else the one that the portal keeps with the cases, else words."""
    value: object = method.get("processingTime")
    unit = text(method.get("processingTimeUnit"))
    if isinstance(value, dict):  # as the portal writes the times of cases
        unit = text(value.get("type")) or unit
        value = value.get("qty")
    amount = number(value)
    whole = (
        int(amount)
        if amount is not None and 0 <= amount == int(amount) <= LARGEST_SMALL_NUMBER
        else None
    )
    own = durations.amount_and_unit(whole, unit or "WORKING_DAY")
    if own and whole:
        return durations.time_fields(own["time_amount"], own["time_unit"])
    if fields := _time_of_cases(item) or _time_of_cases(method):
        return fields
    if value in (None, "") or (not unit and not amount):
        return durations.time_fields(text=durations.time_in(description))
    told = durations.time_in(description)
    if not told:
        draft.doubt(
            place, f"thời hạn “{text(value)} {unit}” không rõ đơn vị, giữ nguyên chữ.", "times"
        )
    note = (
        ""
        if told
        else f"Nguồn ghi: {text(value)} {'' if unit == 'OTHER' else unit}".strip()
        + ", không rõ đơn vị."
    )
    return durations.time_fields(text=told or durations.UNKNOWN, note=note)


def _time_of_cases(owner: JsonObject) -> Row | None:
    """`cases[].processingDay`: {qty, type}; several times are told with the case they belong to."""
    found = []
    for case in objects(owner.get("cases")):
        day = case.get("processingDay")
        if not isinstance(day, dict):
            continue
        amount = number(day.get("qty"))
        fields = durations.amount_and_unit(
            int(amount) if amount is not None else None, day.get("type")
        )
        if fields:
            found.append((text(case.get("name")), fields))
    if not found:
        return None
    first = found[0][1]
    others = [
        f"{name or 'Trường hợp khác'}: {durations.words_of(fields)}."
        for name, fields in found
        if fields != first
    ]
    return first | {"time_note": " ".join(dict.fromkeys(others))}


def _without_fee(description: str, fees: list[JsonObject]) -> str:
    """The portal's old page glued the fee before the description; the fee stands in its own row."""
    found = _GLUED_FEE.match(description)
    if not found or not fees:
        return description.removeprefix("Không có thông tin").strip()
    rest = description[found.end() :].strip()
    for fee in fees:
        note = text(fee.get("description"))
        if note and rest.startswith(note):
            rest = rest[len(note) :].strip()
    if rest and found[0].strip().lower() != "miễn phí" and not fees:
        return description
    return rest


def _fee(draft: Draft, fee: JsonObject, place: str) -> Row:
    value = fee.get("value") if fee.get("value") is not None else fee.get("amount")
    name = text(fee.get("name")) or _FEE_NAMES.get(text(fee.get("type")).upper(), "")
    amount = None if isinstance(value, str) else number(value)
    parsed = text(value) if amount is None else amount
    row, doubt = money.fee_row(
        name, parsed, text(fee.get("currencyName")), text(fee.get("description"))
    )
    if parsed == "" and value not in (None, ""):
        doubt = "số tiền không phải một con số hay chữ, chưa ghi được. Hãy xem tệp nguồn."
    if doubt:
        draft.doubt(place, doubt, "fees")
    return row


def _cases(draft: Draft, item: JsonObject, value: object) -> list[Row]:
    cases = Cases()
    rows = objects(value)
    if not any(case.get("profileComponents") for case in rows):
        rows = [*rows, {"profileComponents": item.get("profileComponents")}]
    for place, case in enumerate(rows):
        cases.heading(text(case.get("name")) or text(case.get("description")))
        for paper in objects(case.get("profileComponents")):
            _paper(draft, cases, paper, f"executionCases[{place}].profileComponents")
    return cases.rows


def _paper(draft: Draft, cases: Cases, paper: JsonObject, place: str) -> None:
    name = text(paper.get("name")) or text(paper.get("description"))
    files = texts(paper.get("attachments")) if not _has_file_names(paper) else [
        text(file.get("fileName")) for file in objects(paper.get("attachments"))
    ]  # fmt: skip
    if not name and not files:
        draft.doubt(place, "giấy tờ không có tên, bỏ qua.", "papers")
        return
    row = {
        "name": name or files[0],
        "has_electronic_form": flag(paper.get("hasElectronicForm")) is True,
    }
    for column, key in (("originals", "originalQty"), ("copies", "copyQty")):
        row[column], doubt = quantity(paper.get(key))
        if doubt:
            draft.doubt(f"{place}.{key}", doubt, "papers")
    condition = [text(paper.get("description"))] if text(paper.get("name")) else []
    if len(files) > 1:
        condition.append("Các mẫu khác: " + ", ".join(files[1:]))
    cases.add(
        row | {"condition": tidy("\n".join(condition)), "form_name": files[0] if files else ""}
    )


def _has_file_names(paper: JsonObject) -> bool:
    return any(file.get("fileName") for file in objects(paper.get("attachments")))


def _bases(draft: Draft, item: JsonObject, value: object) -> list[Row]:
    rows = []
    for basis in objects(value):
        number_, name = text(basis.get("code")), text(basis.get("name"))
        if number_ or name:
            rows.append({"number": number_, "abstract": name or text(basis.get("description")),
                         "issued_on": None, "issuer": "", "url": ""})  # fmt: skip
    return rows


def _names(draft: Draft, item: JsonObject, value: object) -> list[Row]:
    return [{"name": name} for name in whole_names(texts(value))]


def _text(draft: Draft, item: JsonObject, value: object) -> str:
    found = text(value)
    return "" if found.strip(" .").lower() == "không có thông tin" else found


def _keywords(draft: Draft, item: JsonObject, value: object) -> str:
    return tidy("\n".join(texts(value)).replace(",", "\n").replace(";", "\n"))


_PARTS = (
    ("steps", _steps, ("executionSteps",)),
    ("methods", _methods, ("executionMethods",)),
    ("cases", _cases, ("executionCases", "profileComponents")),
    ("subjects", _names, ("subjectTypesDetails",)),
    ("results", _names, ("resultsDetails",)),
    ("legal_bases", _bases, ("legalBasisesDetails", "legalBasesDetails")),
    ("conditions", _text, ("requirementsAndConditions",)),
    ("description", _text, ("description",)),
    ("keywords", _keywords, ("keywords",)),
)
