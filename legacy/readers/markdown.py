"""Markdown with front matter, as static site generators keep their articles."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator

import markdown
import yaml

from legacy.article import manuscript_from_fields
from legacy.fields import words_of
from legacy.hints import Hints
from legacy.page import read_page
from legacy.refusals import RefusedError
from manuscripts.elements import Heading
from manuscripts.html.elements import elements_from_html
from manuscripts.manuscript import Manuscript

FRONT_MATTER = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*(?P<kind>json)?[ \t]*\n(?P<fields>.*?)(?:\n|(?<=\n))(?P=fence)[ \t]*(?:\n|$)(?P<body>.*)",
    re.DOTALL,
)


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """One file, one article."""
    yield 1, lambda: read(content)


def read(content: str) -> Manuscript:
    """The article of a file; without front matter, whatever its text shows."""
    fields, body = split(content.replace("\r\n", "\n").replace("\r", "\n"))
    elements = elements_from_html(markdown.markdown(body, extensions=["tables", "sane_lists"]))
    if not fields:
        return read_page(elements, Hints())
    if not words_of(fields, "title") and elements and isinstance(elements[0], Heading):
        fields = {**fields, "title": elements.pop(0).text}
    manuscript = manuscript_from_fields(fields, elements)
    manuscript.is_draft = str(fields.get("draft", "")).lower() == "true"
    return manuscript


def split(content: str) -> tuple[dict, str]:
    """Front matter as fields, and the text below it."""
    found = FRONT_MATTER.fullmatch(content.lstrip("\ufeff"))
    if not found:
        return {}, content
    try:
        fields = _parse(found["fence"], found["kind"], found["fields"])
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise RefusedError("phần đầu bài (front matter) viết sai", _error_line(error) + 1) from None
    if not isinstance(fields, dict):
        raise RefusedError("phần đầu bài (front matter) không phải là các mục “tên: giá trị”")
    return fields, found["body"]


def _parse(fence: str, kind: str | None, text: str):
    if kind == "json" or text.lstrip().startswith("{"):
        return json.loads(text)
    if fence == "+++":
        return {name: _plain(value) for name, value in tomllib.loads(text).items()}
    # BaseLoader builds nothing but text, lists and dicts: dates are read by legacy.dates.
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - safer than safe_load


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _error_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    by_words = re.search(r"line (\d+)", str(error))
    return mark.line + 1 if mark else int(by_words[1]) if by_words else 1
