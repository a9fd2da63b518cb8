"""Names of agencies, subjects and results: put together again where a source cut them at a comma."""

import re
from collections.abc import Iterable

from procedures.prose import plain_text, tidy

NOTHING = {"không có thông tin", "không có", "không", "chưa có thông tin", ""}


def whole_names(names: Iterable[object]) -> list[str]:
    """`["Ủy ban nhân dân cấp xã", "phường"]` -> one name; empty ones and repetitions go."""
    joined: list[str] = []
    for name in filter(None, map(_name, names)):
        if joined and (name[0].islower() or joined[-1].count("(") > joined[-1].count(")")):
            joined[-1] = f"{joined[-1]}, {name}"
        elif not joined or name not in joined:
            joined.append(name)
    return joined


def parts_of(text: str) -> list[str]:
    """Names that a cell keeps with `;` or a line for each."""
    return whole_names(re.split(r"[;\n]", tidy(text)))


def _name(value: object) -> str:
    text = plain_text(value).strip(" -•–")
    return "" if text.lower().strip(" .") in NOTHING else text
