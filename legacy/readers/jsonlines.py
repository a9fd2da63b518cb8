"""One article in each line of JSON, or a whole JSON document of one or many."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_fields
from legacy.fields import value_of
from legacy.refusals import RefusedError
from manuscripts.elements import Element
from manuscripts.html.elements import elements_from_html
from manuscripts.manuscript import Manuscript
from manuscripts.text_elements import elements_from_text

HTML_TAG = re.compile(r"<(?:p|div|br|span|table|img|strong|b|em|i|ul|ol|h[1-6]|a)\b[^>]*>", re.I)


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each article with the line it stands on."""
    whole = whole_document(content)
    if whole is not None:
        entries = whole if isinstance(whole, list) else [whole]
        yield from ((number, partial(_read, entry)) for number, entry in enumerate(entries, 1))
        return
    for number, line in enumerate(content.lstrip("\ufeff").splitlines(), 1):
        if line.strip():
            yield number, partial(_read_line, line, number)


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
    return manuscript_from_fields(entry, _elements_of(value_of(entry, "body")))


def _elements_of(body: object) -> list[Element]:
    if isinstance(body, list):
        return [element for part in body for element in _elements_of(part)]
    words = body if isinstance(body, str) else ""
    return elements_from_html(words) if HTML_TAG.search(words) else elements_from_text(words)
