"""Finds the procedures in JSON, whatever envelope they came in.

One record, a list, `{data: {…}}`, `{data: {items: […]}}`, a collector's `{detail: {…}}`, one record a
line. Nothing is fetched here: the file comes from whoever runs the portal or the province.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from procedures.codes import read_code
from procedures.exchange.drafts import Draft
from procedures.exchange.json_values import JsonObject, depth_exceeds, text
from procedures.exchange.portal_item import read_item
from procedures.exchange.problems import FileRefusedError, Problem

MAX_PROCEDURES = 10_000
_BROKEN = "Tệp JSON hỏng hoặc không phải UTF-8. Hãy lấy lại tệp nguồn."
MOST_LEVELS = 60
"""Lists and objects inside each other; the portal's own records have seven."""
_TOO_DEEP = "Tệp JSON lồng vào nhau quá sâu nên không phải danh mục thủ tục. Hãy lấy lại tệp nguồn."
_TELLING = {
    "executionSteps", "executionMethods", "executionCases", "codeNotation", "procedureProposal",
    "categoriesDetails", "formalityType", "isWard", "detail",
}  # fmt: skip


def read_portal_json(file: BinaryIO) -> tuple[list[Draft], list[Problem]]:
    """(drafts, problems): what can be read, and the items without a readable code or name."""
    content = _content(file.read())
    if depth_exceeds(content, MOST_LEVELS):
        raise FileRefusedError(_TOO_DEEP)
    items = list(_items(content))
    if not items or len(items) > MAX_PROCEDURES:
        most = f"{MAX_PROCEDURES:,}".replace(",", ".")
        raise FileRefusedError(f"Tệp phải có từ 1 đến {most} thủ tục.")
    drafts, problems = [], []
    for number, item in enumerate(items, 1):
        place = f"Mục thứ {number}"
        if not isinstance(item, dict):
            problems.append(Problem(f"{place}, mục", "không phải một thủ tục."))
            continue
        whole = _whole(item)
        if reason := _refusal(whole):
            code = text(item.get("code"))
            problems.append(Problem(f"{place}, {reason[0]}", reason[1], code))
            continue
        drafts.append(read_item(whole, read_code(_code(whole)), place))
    return drafts, problems


def _content(data: bytes) -> object:
    try:
        words = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        try:
            return json.loads(words, parse_constant=lambda constant: None)
        except json.JSONDecodeError:
            lines = [line for line in words.splitlines() if line.strip()]
            if len(lines) < 2:
                raise
            return [json.loads(line, parse_constant=lambda constant: None) for line in lines]
    except (ValueError, RecursionError) as error:
        raise FileRefusedError(_BROKEN) from error


def _items(content: object, depth: int = 0) -> Iterator[object]:
    """Every procedure below `content`; elements of a list count even where they cannot be read."""
    if isinstance(content, list):
        for one in content:
            if isinstance(one, dict) and not _is_procedure(one) and list(_nested(one)):
                yield from _items(one, depth + 1)
            else:
                yield one
    elif isinstance(content, dict):
        if _is_procedure(content):
            yield content
            return
        nested = [value for key, value in content.items() if isinstance(value, list | dict)]
        found = [item for value in nested for item in _items(value, depth + 1)] if depth < 6 else []
        yield from found or ([content] if depth == 0 else [])


def _nested(item: JsonObject) -> Iterator[object]:
    """Values that may hold procedures of their own."""
    for value in item.values():
        if isinstance(value, list | dict):
            yield from (
                one for one in _items(value, 1) if isinstance(one, dict) and _is_procedure(one)
            )


def _is_procedure(item: JsonObject) -> bool:
    code = _code(item)
    return bool(code and read_code(code)) or bool(_TELLING & item.keys())


def _whole(item: JsonObject) -> JsonObject:
    """A collector keeps the record under `detail`, with what it knew before around it."""
    detail = item.get("detail")
    if not isinstance(detail, dict):
        return item
    return {**{key: value for key, value in item.items() if key != "detail"}, **detail}


def _code(item: JsonObject) -> str:
    code = item.get("code")
    return (read_code(code) if isinstance(code, float) else text(code)) or text(
        item.get("codeNotation")
    )


def _refusal(item: JsonObject) -> tuple[str, str] | None:
    """(place, reason) of an item that names no procedure, or None."""
    if not read_code(_code(item)):
        return "code", f"mã “{_code(item)[:40]}” không đúng dạng; mã đúng như 1.001193."
    return None if text(item.get("name")) else ("name", "thiếu tên thủ tục.")
