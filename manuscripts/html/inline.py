"""What HTML says inside one block: its words, their style and where they link."""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from manuscripts.inline import Run
from pages.safe_links import safe_href

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
NEVER_TEXT = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "head",
        "input",
        "map",
        "math",
        "meta",
        "link",
        "noscript",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xml",
    ]
)
DEEPEST = 60
SOURCE_SPACE = re.compile(r"[ \t\r\n\f]+")
TAG_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub"}
TAG_MARKS |= dict.fromkeys(("s", "strike", "del"), "s")
STYLE_MARKS = {
    re.compile(r"font-weight:\s*(bold|[6-9]00)"): "b",
    re.compile(r"font-style:\s*(italic|oblique)"): "i",
    re.compile(r"text-decoration(?:-line)?:[^;]*line-through"): "s",
    re.compile(r"vertical-align:\s*super"): "sup",
    re.compile(r"vertical-align:\s*sub(?!\w|-)"): "sub",
}
NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-4]00)")
"""Google Docs wraps a whole clipboard in a bold tag that says that it is not bold."""
ALIGN_STYLE = re.compile(r"text-align:\s*(left|right|center|justify)")
ALIGN_CLASS = re.compile(r"(?:^|[-_ ]|rte)(right|center)(?:$|[-_ ])")


def inline_runs(
    node: PageElement, base: str = "", marks: frozenset[str] = frozenset(), href: str = "", depth=0
) -> Iterator[Run]:
    """Everything under a node as runs; blocks inside it are divided by line breaks."""
    if isinstance(node, PreformattedString) or getattr(node, "name", None) in NEVER_TEXT:
        return
    if isinstance(node, NavigableString):
        yield Run(SOURCE_SPACE.sub(" ", node), marks, href)
    elif node.name == "br":
        yield Run("\n")
    elif depth >= DEEPEST:
        yield Run(node.get_text(" "), marks, href)
    else:
        yield from _tag_runs(node, base, marks | marks_of(node), link_of(node, base) or href, depth)


def _tag_runs(tag: Tag, base: str, marks: frozenset[str], href: str, depth: int) -> Iterator[Run]:
    edge = [Run("\n")] if tag.name in BLOCKS else []
    yield from edge
    for child in tag.children:
        yield from inline_runs(child, base, marks, href, depth + 1)
    yield from edge


def marks_of(tag: Tag) -> frozenset[str]:
    """Bold, italic, raised or lowered, whether by tag or by style."""
    style = attribute(tag, "style").lower()
    found = {mark for pattern, mark in STYLE_MARKS.items() if style and pattern.search(style)}
    if tag.name in TAG_MARKS and not (tag.name in {"b", "strong"} and NOT_BOLD.search(style)):
        found.add(TAG_MARKS[tag.name])
    return frozenset(found)


def link_of(tag: Tag, base: str = "") -> str:
    """Where a link may lead, or nothing."""
    return safe_href(attribute(tag, "href"), base) if tag.name == "a" else ""


def alignment(tag: Tag) -> str:
    """left, right, center, justify or nothing, by tag, attribute, style or class."""
    if tag.name == "center":
        return "center"
    by_style = ALIGN_STYLE.search(attribute(tag, "style").lower())
    by_class = ALIGN_CLASS.search(attribute(tag, "class").lower())
    found = by_style or by_class
    return found[1] if found else attribute(tag, "align").strip().lower()


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string, whatever the parser made of it."""
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
