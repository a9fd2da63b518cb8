"""Takes "Bước 1: … Bước 2: …" apart, wherever a source keeps several steps in one text."""

import re

from procedures.exchange.structure import Row
from procedures.prose import tidy

LONGEST_NAME = 200
_MARK = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=[.;]))[-–+*•\s]*(bước\s+(\d+|[IVX]+))\b\s*[:.)–-]?[ \t]*", re.I | re.M
)


def steps_of(name: str, text: str) -> list[Row]:
    """Rows of steps: one, or as many as the text numbers."""
    name, text = tidy(name), tidy(text)
    marks = _numbered(list(_MARK.finditer(text)))
    if len(marks) < 2 and not (marks and not name and marks[0].start() == 0):
        return [_row(name, text)] if name or text else []
    before = text[: marks[0].start()].strip()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    rows = [_row(name, before)] if before else []
    rows += [
        _row(mark[1], text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)
    ]
    return rows


def _numbered(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count on from the first; a step that is only mentioned ("như bước 1") is none."""
    kept: list[re.Match[str]] = []
    for mark in marks:
        number = _value(mark[2])
        if not kept or number == _value(kept[-1][2]) + 1:
            kept.append(mark)
    return kept


def _value(number: str) -> int:
    roman = {
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
        "X": 10,
    }
    return int(number) if number.isdigit() else roman.get(number.upper(), 0)


def _row(name: str, text: str) -> Row:
    """A step's name is short; a longer one is its text."""
    name = " ".join(name.split())
    if name:
        name = name[0].upper() + name[1:]
    if len(name) > LONGEST_NAME:
        name, text = "", tidy(f"{name}\n{text}")
    return {"name": name, "text": text or name}
