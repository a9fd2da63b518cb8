"""Rows of a database dump: `INSERT INTO …` of mysqldump and phpMyAdmin, `COPY …` of PostgreSQL.

Nothing is executed; only the values are read.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

NAME = r"[`\"\[]?(?:[\w$]+[`\"\]]?\.[`\"\[]?)?(?P<table>[\w$]+)[`\"\]]?"
CREATE = re.compile(
    rf"CREATE TABLE(?:\s+IF NOT EXISTS)?\s+{NAME}\s*\((?P<body>.*?)\n\s*\)", re.I | re.S
)
COLUMN = re.compile(r"^\s*[`\"\[]?(?P<name>\w+)[`\"\]]?\s+\w+", re.M)
NOT_COLUMNS = {"primary", "key", "unique", "constraint", "index", "fulltext", "foreign", "check"}
INSERT = re.compile(
    rf"(?:INSERT|REPLACE)(?:\s+IGNORE)?(?:\s+INTO)?\s+{NAME}\s*(?:\((?P<columns>[^()]*)\))?\s*VALUES\s*",
    re.I,
)
COPY = re.compile(
    rf"^COPY\s+{NAME}\s*\((?P<columns>[^()]*)\)\s+FROM\s+stdin;\n(?P<rows>.*?)^\\\.$",
    re.I | re.S | re.M,
)
VALUE = re.compile(
    r"\s*+(?:(?P<cast>CAST\(\s*)?(?:N|E|_utf8(?:mb4)?\s*)?'(?P<text>(?:[^'\\]|\\.|'')*)'(?(cast)\s+AS\s+[\w()]+\s*\))"
    r"|CAST\(\s*(?P<moment>0x[0-9a-f]{16})\s+AS\s+\w+\s*\)|(?P<bare>[^,()']++))(?:::[\w ]++)?\s*+(?P<end>[,)])",
    re.S | re.I,
)
ESCAPED = re.compile(r"\\(.)|''", re.S)
MEANT = {"n": "\n", "r": "\r", "t": "\t", "0": "", "b": "", "Z": ""}


def rows_in(content: str) -> Iterator[tuple[str, dict]]:
    """Every row with the name of its table."""
    columns = columns_of_tables(content)
    for found in INSERT.finditer(content):
        names = names_in(found["columns"]) or columns.get(found["table"], [])
        yield from named(found["table"], names, values_from(content, found.end()))
    for found in COPY.finditer(content):
        lines = (
            [_copied(cell) for cell in line.split("\t")] for line in found["rows"].splitlines()
        )
        yield from named(found["table"], names_in(found["columns"]), lines)


def named(table: str, names: list[str], rows: Iterable[list]) -> Iterator[tuple[str, dict]]:
    """Rows with their columns' names; a row of another width was not understood."""
    for values in rows:
        if len(values) == len(names):
            yield table, dict(zip(names, values, strict=True))


def columns_of_tables(content: str) -> dict[str, list[str]]:
    """The columns of each table, for dumps whose rows do not name them."""
    found = {}
    for table in CREATE.finditer(content):
        names = [column["name"] for column in COLUMN.finditer(table["body"])]
        found[table["table"]] = [name for name in names if name.lower() not in NOT_COLUMNS]
    return found


def names_in(columns: str | None) -> list[str]:
    """`id`, `title` … as names."""
    return [name.strip(' `"[]\n\r\t') for name in (columns or "").split(",") if name.strip()]


def values_from(content: str, place: int) -> Iterator[list]:
    """The rows of one statement, from its first bracket on."""
    while content[place : place + 1] == "(":
        values, place = _row(content, place + 1)
        if values is None:
            return
        yield values
        rest = re.compile(r"\s*,\s*").match(content, place)
        place = rest.end() if rest else len(content)


def _row(content: str, place: int) -> tuple[list | None, int]:
    values = []
    while found := VALUE.match(content, place):
        values.append(_meant(found))
        place = found.end()
        if found["end"] == ")":
            return values, place
    return None, place


def _meant(found: re.Match):
    if found["text"] is not None:
        return ESCAPED.sub(lambda one: MEANT.get(one[1], one[1]) if one[1] else "'", found["text"])
    if found["moment"]:
        return moment_of(found["moment"])
    bare = found["bare"].strip()
    if bare.upper() in {"NULL", "DEFAULT"}:
        return None
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else bare


def moment_of(code: str) -> str:
    """SQL Server's own form of a moment: days since 1900 and three hundredths of a second."""
    days, ticks = int(code[2:10], 16), int(code[10:], 16)
    days -= (days >> 31) << 32
    try:
        return (datetime(1900, 1, 1) + timedelta(days=days, seconds=ticks // 300)).isoformat(" ")  # noqa: DTZ001 - a clock without a zone, as it was kept
    except OverflowError:
        return ""


def _copied(cell: str):
    if cell == "\\N":
        return None
    return re.sub(r"\\(.)", lambda one: MEANT.get(one[1], one[1]), cell)
