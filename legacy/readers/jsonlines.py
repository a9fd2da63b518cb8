"""One article in each line of JSON, or a whole JSON document of one or many."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_row
from legacy.refusals import RefusedError
from legacy.rows.joining import looks_like_article
from legacy.rows.shapes import laid_open
from manuscripts.manuscript import Manuscript


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each article with the line it stands on."""
    whole = whole_document(content)
    if whole is not None:
        entries = entries_in(whole)
        yield from ((number, partial(_read, entry)) for number, entry in enumerate(entries, 1))
        return
    for number, line in enumerate(content.lstrip("\ufeff").splitlines(), 1):
        if line.strip():
            yield number, partial(_read_line, line, number)


MOST_DEEP = 3
WRAPPERS = ("posts", "articles", "items", "data", "rows", "results", "news", "records", "bai_viet")


def entries_in(whole) -> list:
    """The articles of a document: itself a list, one article, or a list under some name.

    phpMyAdmin exports a list of parts, of which one of type "table" holds the rows.
    """
    if isinstance(whole, dict):
        named = (whole.get(name) for name in WRAPPERS)
        return next((rows for rows in named if isinstance(rows, list)), deeper(whole))
    tables = [part for part in whole if isinstance(part, dict) and part.get("type") == "table"]
    rows = [row for part in tables for row in part.get("data", []) if isinstance(row, dict)]
    return rows or whole


def deeper(whole: dict, depth: int = 0) -> list:
    """The longest list of rows below other names; the document itself where there is none."""
    inner = [one for one in whole.values() if isinstance(one, dict)] if depth < MOST_DEEP else []
    lists = [one for one in whole.values() if isinstance(one, list) and holds_articles(one)]
    lists += [one for part in inner for one in [deeper(part, depth + 1)] if holds_articles(one)]
    return max(lists, key=len, default=[whole])


def holds_articles(rows: list) -> bool:
    """Whether a list is one of articles."""
    return bool(rows) and isinstance(rows[0], dict) and looks_like_article(laid_open(rows[0]))


def whole_document(content: str):
    """A document spread over many lines; one line each is read on its own."""
    if content.lstrip("\ufeff \t\r\n")[:1] not in {"[", "{"}:
        return None
    try:
        return json.loads(content.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _read_line(line: str, number: int) -> Manuscript:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise RefusedError("không phải là JSON", number) from None
    return _read(entry, number)


def _read(entry: object, number: int = 1) -> Manuscript:
    if not isinstance(entry, dict):
        raise RefusedError("không phải là các mục của một bài viết", number)
    return manuscript_from_row(entry)
