"""Words in the typefaces .Vn… and VNI-… on old pages and the clipboard become Unicode."""

import re

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from manuscripts.html.inline import BLOCKS, NEVER_TEXT, attribute
from manuscripts.old_letters import HAS_OLD_CODES, family_of, pieces_in_unicode

FAMILY = re.compile(r"font-family:\s*[\"']?([^;,\"']+)", re.I)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def settle_old_letters(tree: BeautifulSoup) -> None:
    """Block by block, since one page often mixes old and new letters."""
    named = any(
        family_of(font_of(tag)) for tag in tree.find_all(["font", "span", "p", "td", "div"])
    )
    groups: dict[int, list[NavigableString]] = {}
    for words in tree.find_all(string=True):
        if (
            isinstance(words, PreformattedString)
            or words.parent.name in NEVER_TEXT
            or not words.strip()
        ):
            continue
        if named or HAS_OLD_CODES.search(words):
            groups.setdefault(id(block_of(words)), []).append(words)
    for group in groups.values():
        pieces = [(str(words), nearest_font(words) if named else "") for words in group]
        for words, text in zip(group, pieces_in_unicode(pieces), strict=True):
            if text != words:
                words.replace_with(NavigableString(text))


def block_of(words: NavigableString) -> Tag:
    """The paragraph, cell or heading that words stand in."""
    return next(tag for tag in words.parents if tag.name in BLOCKS | HEADINGS or tag.parent is None)


def nearest_font(words: NavigableString) -> str:
    """The typeface that the nearest tag around the words names."""
    return next(filter(None, map(font_of, words.parents)), "")


def font_of(tag: Tag) -> str:
    """The typeface that a tag names itself."""
    found = FAMILY.search(attribute(tag, "style"))
    return found[1].strip() if found else attribute(tag, "face")
