"""One reader for each kind of source; each turns text into manuscripts or refusals."""

import re
from collections.abc import Iterator
from functools import partial

from legacy.dates import ImpossibleDateError
from legacy.readers import html, jsonlines, markdown, sql, table, text, xml
from legacy.refusals import RefusedError, line_of, quoted
from legacy.view_counts import ImpossibleViewsError
from manuscripts.manuscript import LONGEST_TITLE, Manuscript

ENDINGS = {
    ".txt": text,
    ".html": html,
    ".htm": html,
    ".xhtml": html,
    ".md": markdown,
    ".markdown": markdown,
    ".jsonl": jsonlines,
    ".ndjson": jsonlines,
    ".json": jsonlines,
    ".xml": xml,
    ".sql": sql,
    ".csv": table,
    ".tsv": table,
}
BY_NUMBER = {jsonlines, xml, sql, table}
"""Readers of many articles: a refusal is found by its number and not by its words."""
Outcome = Manuscript | RefusedError


def read_source(content: str, ending: str) -> Iterator[tuple[int, Outcome]]:
    """The manuscripts of one source, each with its line, or why there is none."""
    reader = reader_for(content, ending)
    for line, read in parts_of(reader, content):
        try:
            yield line, checked(read())
        except RefusedError as refused:
            yield line, refused
        except (ImpossibleDateError, ImpossibleViewsError) as error:
            found = line_of(quoted(str(error)), content) if reader not in BY_NUMBER else line
            yield line, RefusedError(str(error), max(line, found))


def parts_of(reader, content: str):
    """The parts of a source; why a source has none is told as its first part's refusal."""
    try:
        yield from reader.parts(content)
    except RefusedError as refused:
        yield refused.line, partial(_refuse, refused)


def _refuse(refused: RefusedError):
    raise refused


def reader_for(content: str, ending: str):
    """By what the source looks like, else by its name: pages were saved under any name."""
    start = content.lstrip("\ufeff \t\r\n")[:2000]
    if re.match(r"---\s*(?:json)?\s*\n|\+\+\+\s*\n", start):
        return markdown
    if re.match(r"<!doctype|<html\b|<head\b|<body\b", start, re.IGNORECASE):
        return html
    if ending == ".txt" and re.search(r"</(?:p|div|table|h[1-3])>", content, re.IGNORECASE):
        return html
    if ending not in ENDINGS and re.match(r"<\?xml\b", start):
        return xml
    return ENDINGS.get(ending, html)


def checked(manuscript: Manuscript) -> Manuscript:
    """Refuse what would make no article."""
    if not manuscript.title:
        raise RefusedError("không tìm thấy tiêu đề")
    if len(manuscript.title) > LONGEST_TITLE:
        raise RefusedError(f"tiêu đề dài quá {LONGEST_TITLE} ký tự")
    if not manuscript.lead and not manuscript.body:
        raise RefusedError("bài không có nội dung")
    return manuscript
