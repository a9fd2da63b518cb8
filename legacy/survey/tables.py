"""Tables of one database saved as a file each: `nv4_vi_news_rows.csv` beside `…_bodyhtml_1.csv`."""

import json
from collections.abc import Iterable

from legacy.article import manuscript_from_row
from legacy.dates import ImpossibleDateError
from legacy.readers import checked
from legacy.readers.jsonlines import entries_in
from legacy.readers.table import rows_in
from legacy.refusals import RefusedError
from legacy.rows.joining import joined, kind_of
from legacy.source_files import text_in
from legacy.survey.saved import Saved
from legacy.view_counts import ImpossibleViewsError

TABLES = {".csv", ".tsv", ".json"}
MAIN = {"rows", "content", "posts"}


def joined_tables(saved: Iterable[Saved]) -> tuple[list, list[Saved]]:
    """The articles of tables that belong together, each with the file of its rows; and the rest."""
    files = list(saved)
    tables = [one for one in files if one.path.suffix.lower() in TABLES and kind_of(one.path.stem)]
    main = [one for one in tables if kind_of(one.path.stem) in MAIN]
    if not main or len(tables) < 2:
        return [], files
    try:
        rows = joined({one.path.stem: table_of(one) for one in tables})
    except (RefusedError, ValueError, AttributeError):
        return [], files
    used = {id(one) for one in tables}
    return [(main[0], outcome_of(row)) for row in rows], [
        one for one in files if id(one) not in used
    ]


def table_of(saved: Saved) -> list[dict]:
    """The rows of one file."""
    text = text_in(saved.path)
    if saved.path.suffix.lower() == ".json":
        return [row for row in entries_in(json.loads(text)) if isinstance(row, dict)]
    return rows_in(text)


def outcome_of(row: dict):
    """The manuscript of a row, or why there is none."""
    try:
        return checked(manuscript_from_row(row))
    except RefusedError as refused:
        return refused
    except (ImpossibleDateError, ImpossibleViewsError) as error:
        return RefusedError(str(error))
