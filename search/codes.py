"""Numbers that name something: codes of procedures, symbols of documents, dates, telephones.

Each is one token of its own, written one way however it was typed, and is never taken for a typing error:
`1.004194`, `1004194` and `1.004194.000.00.00.H22` are `#1004194`; `12/2026/QĐ-UBND` is `#12/2026/qd/ubnd`.
"""

import re

_PARTED = re.compile(r"(?<![^\W_])\d+(?:[./–-][^\W_]+)+(?![^\W_])")
_LONG = re.compile(r"(?<![^\W_])\d{7,}(?![^\W_])")
_TELEPHONE = re.compile(r"(?<!\d)0\d{1,3}(?:[ .-]\d{3,4}){2}(?!\d)")
_ANY = re.compile(f"{_TELEPHONE.pattern}|{_PARTED.pattern}|{_LONG.pattern}")
_PROCEDURE = re.compile(r"^(\d)[.-](\d{6})(?!\d)")
_SIGN = "#"
_DATE_PARTS = 3


def spans_in(text):
    """(start, end, token) of every code in `text` without marks in lower case."""
    return [(found.start(), found.end(), _SIGN + _plain(found[0])) for found in _ANY.finditer(text)]


def tokens_in(text):
    """Every token under which the codes of a text are found; of document symbols parts as well."""
    found = {}
    for _, _, token in spans_in(text):
        found |= dict.fromkeys([token, *_parts(token)])
    return list(found)


def is_code(token):
    """Whether a token is a code."""
    return token.startswith(_SIGN)


def _plain(code):
    procedure = _PROCEDURE.match(code)
    if procedure:
        return procedure[1] + procedure[2]
    parts = re.split(r"[./–-]", code.replace(" ", "."))
    if "/" not in code and all(part.isdigit() for part in parts) and not _is_date(parts):
        return "".join(parts)
    return "/".join(str(int(part)) if part.isdigit() else part for part in parts)


def _is_date(parts):
    day_and_month, year = 2, 4
    return (
        len(parts) == _DATE_PARTS
        and len(parts[2]) == year
        and all(len(part) <= day_and_month for part in parts[:2])
        and int(parts[0]) <= 31
        and 1 <= int(parts[1]) <= 12
    )


def _parts(token):
    """`#12/2026/qd/ubnd` -> `#12/2026`, `#12/qd/ubnd`."""
    pieces = token[1:].split("/")
    found = [_SIGN + "/".join(pieces[:end]) for end in range(2, len(pieces))]
    if len(pieces) > 2 and pieces[1].isdigit() and not pieces[2].isdigit():
        found.append(_SIGN + "/".join([pieces[0], *pieces[2:]]))
    return found
