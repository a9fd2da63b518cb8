"""Reads plain text into paragraphs, as browsers and mail programs save it.

Some programs keep a paragraph on one line, some wrap at 72 or 80 columns, some leave
marks where a picture or a link stood. All of that is undone here.
"""

import re

from manuscripts.elements import Element, Picture, plain_paragraph
from pages.clean_text import clean_text, one_line

NARROWEST_WRAP, WIDEST_WRAP = 60, 100
SIGNATURE_APART = re.compile(r"(?<=[.!?…/])[ \t\u00a0]{6,}(?=\S.{1,59}$)", re.MULTILINE)
ADDRESS_LINE = re.compile(r"\A\S*(?:://|@|\w\.\w)")
LINK_AFTER_WORDS = re.compile(r"(?<=\S) ?<(?:https?|file|mailto|javascript):[^>\s]*>")
MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\((?:https?:|/|file:|#)[^)\s\[]*+\)")
IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE)
PICTURE_MARK = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*+)\]\((?P<src>[^)\s\[]++)[^)\n\[]*+\)"
    r"|\[(?:image|img|inline|ảnh|hình)(?:\s*+:\s*+(?P<name>[^\[\]\n]*+))?\]"
    r"|<(?P<file>[^<>\s]+\.(?:jpe?g|png|gif|webp))>"
    r"|^(?P<bare>[\w%.+-]+\.(?:jpe?g|png|gif|webp))$",
    re.IGNORECASE,
)


def elements_from_text(text: str) -> list[Element]:
    """One element for each paragraph or picture mark of a plain text."""
    return [element for _, line in numbered_lines(text) for element in line_elements(line)]


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """Whole paragraphs with the number of the line each began on, empty ones left out."""
    raw = re.split(r"\r\n|\r|\n|\x0b|\x0c|\u2028|\u2029", text)
    lines = [(n, part) for n, line in enumerate(raw, 1) for part in SIGNATURE_APART.split(line)]
    cleaned = [(n, without_link_marks(one_line(line))) for n, line in lines]
    return [(n, line) for n, line in unwrapped(cleaned) if line]


def line_elements(line: str) -> list[Element]:
    """A line, cut where a picture stood in it."""
    elements: list[Element] = []
    end = 0
    for mark in PICTURE_MARK.finditer(line):
        elements += _words_as_paragraph(line[end : mark.start()])
        elements.append(_picture_of(mark))
        end = mark.end()
    return elements + _words_as_paragraph(line[end:])


def _words_as_paragraph(words: str) -> list[Element]:
    words = clean_text(words).strip()
    return [plain_paragraph(words)] if words else []


def _picture_of(mark: re.Match) -> Picture:
    name = (mark["name"] or "").strip()
    source = (
        mark["src"] or mark["file"] or mark["bare"] or (name if IMAGE_NAME.search(name) else "")
    )
    return Picture(src=source.strip(), alt=(mark["alt"] or ("" if source else name)).strip())


def without_link_marks(line: str) -> str:
    """The words of a link without the address that a browser wrote after them."""
    return MARKDOWN_LINK.sub(r"\1", LINK_AFTER_WORDS.sub("", line)).strip()


def unwrapped(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join the lines that were broken in the middle of a sentence."""
    width = wrap_width([line for _, line in lines])
    joined: list[tuple[int, str]] = []
    previous = ""
    for number, line in lines:
        if previous and line and goes_on(previous, line, width):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        else:
            joined.append((number, line))
        previous = line
    return joined


def wrap_width(lines: list[str]) -> int:
    """The column at which the text was wrapped, or 0 when it was not."""
    longest = max(map(len, lines), default=0)
    full = sum(longest - 12 <= len(line) for line in lines)
    return longest if NARROWEST_WRAP <= longest <= WIDEST_WRAP and full >= 4 else 0


def goes_on(above: str, below: str, width: int) -> bool:
    """The column was full, or a small letter goes on with an unfinished line."""
    if width and len(above) + 1 + len(below.split(" ", 1)[0]) > width:
        return True
    unfinished = above[-1].isalpha() or above[-1] == ","
    return unfinished and below[0].islower() and not ADDRESS_LINE.match(below)
