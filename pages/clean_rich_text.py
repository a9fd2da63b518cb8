"""Rich text as people meant it, whatever Word or Google Docs put on the clipboard.

The editor already drops typefaces, sizes and unknown tags on pasting. What it lets through is put
right here, on every save: no-break spaces used for layout, decomposed letters, invisible marks,
links to a file on somebody's disk, blank paragraphs, bold around nothing.
"""

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from pages.clean_text import clean_text
from pages.safe_links import safe_href

BLOCKS = ["p", "h2", "h3", "h4", "li"]
STYLES = ["b", "strong", "i", "em", "sup", "sub"]
HEADINGS = ["h2", "h3", "h4"]
WORD_ANCHOR = "#_"
MARK_AFTER_TAGS = re.compile(r"((?:</?[a-z][^<>]*>)+)([\u0300-\u036f]+)")
"""Word puts a letter and its combining mark into two spans."""


def clean_rich_text(html: str) -> str:
    """The same rich text in Wagtail's own form, cleaned; links to pages and files stay."""
    tree = BeautifulSoup(MARK_AFTER_TAGS.sub(r"\2\1", html), "html.parser")
    unwrap_needless(tree)
    tree.smooth()
    for words in tree.find_all(string=True):
        words.replace_with(NavigableString(clean_text(words)))
    for block in tree.find_all(BLOCKS):
        trim(block)
    return str(tree)


def unwrap_needless(tree: BeautifulSoup) -> None:
    """Links that lead nowhere, bold inside headings, styles around blanks."""
    links = [link for link in tree.find_all("a") if not leads_somewhere(link)]
    bold = [tag for heading in tree.find_all(HEADINGS) for tag in heading.find_all(["b", "strong"])]
    blank = [styled for styled in tree.find_all(STYLES) if not styled.get_text().strip()]
    for tag in [*links, *bold, *blank]:
        tag.unwrap()


def leads_somewhere(link: Tag) -> bool:
    """A page or document of the site, an address on the web, or a place on this page."""
    href = str(link.get("href") or "").strip()
    if link.get("linktype") or safe_href(href):
        return True
    return href.startswith(("/", "#")) and not href.startswith(("//", WORD_ANCHOR))


def trim(block: Tag) -> None:
    """Drop a blank block; in others the blanks and line breaks at both ends."""
    if not block.get_text().strip() and not block.find(["embed", "hr", "ul", "ol"]):
        block.decompose()
        return
    for forward in (True, False):
        trim_end(block, forward)


def trim_end(block: Tag, forward: bool) -> None:
    """Take blank text and line breaks away from one end of a block."""
    while block.contents:
        edge = block.contents[0 if forward else -1]
        if isinstance(edge, Tag) and edge.name != "br":
            return
        words = edge.lstrip() if isinstance(edge, str) and forward else ""
        words = edge.rstrip() if isinstance(edge, str) and not forward else words
        if words:
            edge.replace_with(NavigableString(words))
            return
        edge.extract()
