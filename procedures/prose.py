"""National text is plain text with two forms: paragraphs, and lines that start with a dash.

The portal's HTML and Word's paragraphs are brought to the same form, so that no pasted markup
survives and a comparison of two imports compares words.
"""

import re
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_ITEM = re.compile(r"^[-–•+*]\s+")
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_SPACES = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: no database or page can hold them."""


def prose_html(text: str) -> SafeString:
    """Paragraphs and lists for a page; everything else in `text` stays what it is, escaped."""
    lines = filter(None, map(str.strip, text.splitlines()))
    groups = groupby(lines, key=lambda line: bool(_ITEM.match(line)))
    return format_html_join(
        "", "{}", ((_block(list(group), is_list),) for is_list, group in groups)
    )


def _block(lines: Iterable[str], is_list: bool) -> SafeString:
    if not is_list:
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
    items = format_html_join("", "<li>{}</li>", ((_ITEM.sub("", line),) for line in lines))
    return format_html('<ul class="dashes">{}</ul>', items)


def tidy(text: object) -> str:
    """NFC, one space for many, no empty lines; `None` gives an empty string."""
    text = _UNSTORABLE.sub("", str(text or "").replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def plain_text(html: object) -> str:
    """The words of an HTML fragment: a line for each paragraph, `- ` before each list item."""
    if "<" not in str(html or "") and "&" not in str(html or ""):
        return tidy(html)
    reader = _TextReader()
    reader.feed(str(html))
    reader.close()
    return tidy("".join(reader.parts))


class _TextReader(HTMLParser):
    """Collects text; script and style are dropped with what is in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.skipping += 1
        if tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.skipping = max(0, self.skipping - 1)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data.replace("\n", " "))
