"""What Word, Excel, Google, LibreOffice, Zalo and web pages put on the clipboard, as elements.

Word pastes a list as paragraphs with the number as words (`mso-list`); Google wraps everything in a tag that is
bold and says that it is not. Pictures that the clipboard only points at are named as missing, never fetched.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag

from manuscripts.audit import missing_from
from manuscripts.body import body_from_elements
from manuscripts.elements import Element, Picture, Table, pictures_of
from manuscripts.html.elements import elements_from_html, parsed
from manuscripts.html.inline import attribute
from manuscripts.html.source import pieces_in_html
from manuscripts.manuscript import Manuscript
from manuscripts.pieces import PICTURE, Missing

FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.S | re.I)
MSO_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.I)
MSO_MARK = re.compile(r"mso-list:\s*ignore", re.I)
HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.I)
NUMBER = re.compile(r"(\d{1,3})[.)]")
DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|avif)(;base64)?,(.*)", re.S | re.I)
Keep = Callable[[bytes, str], int | None]
"""Stores the content of a picture under a name; None when it may not be kept."""


@dataclass
class Pasted:
    """Raw blocks for a body, and what of the clipboard did not come along."""

    blocks: list[dict]
    missing: list[Missing] = field(default_factory=list)


def pasted(html: str, keep: Keep) -> Pasted:
    """The blocks of a clipboard's HTML."""
    found = FRAGMENT.search(html)
    tree = parsed(
        found[1] if found and "<table" not in html[: found.start(1)].lower()[-400:] else html
    )
    drop_hidden(tree)
    settle_mso_lists(tree)
    pieces = list(pieces_in_html(tree))
    elements = elements_from_html(tree)
    ids = {picture.src: kept(picture.src, keep) for picture in pictures_in(elements)}
    manuscript = Manuscript(body=[one for one in elements if not is_lost_picture(one, ids)])
    missing = missing_from(manuscript, [piece for piece in pieces if piece.kind != PICTURE])
    lost = [
        Missing(PICTURE, name_of(src), "trong phần dán") for src, image in ids.items() if not image
    ]
    return Pasted(body_from_elements(manuscript.body, image_for=ids.get), missing + lost)


def drop_hidden(tree: Tag) -> None:
    """Rows that were hidden in Excel and words that were hidden in Word travel along on the clipboard."""
    for hidden in tree.find_all(style=HIDDEN):
        if not hidden.decomposed:
            hidden.decompose()


def pictures_in(elements: list[Element]) -> list[Picture]:
    """Every picture, those in tables too."""
    found: list[Picture] = []
    for element in elements:
        found += element.pictures if isinstance(element, Table) else pictures_of(element)
    return found


def is_lost_picture(element: Element, ids: dict[str, int | None]) -> bool:
    """A place for pictures of which none came along."""
    places = pictures_of(element)
    return bool(places) and not any(ids.get(place.src) or place.caption for place in places)


def kept(src: str, keep: Keep) -> int | None:
    """A picture that the clipboard holds itself; nothing for one that lies elsewhere."""
    held = DATA.fullmatch(src.strip())
    if not held:
        return None
    try:
        content = (
            base64.b64decode(held[2], validate=False) if held[1] else unquote_to_bytes(held[2])
        )
    except (binascii.Error, ValueError):
        return None
    return keep(content, "anh-dan.png")


def name_of(src: str) -> str:
    """How an editor may know the picture."""
    return "" if src.startswith("data:") else src.rsplit("/", 1)[-1][:80]


def settle_mso_lists(tree: BeautifulSoup) -> None:
    """Word's paragraphs with `mso-list` as lists, or with their number in words where HTML would count otherwise."""
    for first in tree.find_all("p", style=MSO_LIST):
        if first.parent is None or not is_listed(first) or first.find_parent(["ul", "ol"]):
            continue
        group = [first]
        while (below := next_tag(group[-1])) is not None and is_listed(below):
            group.append(below)
        marks = [take_mark(paragraph) for paragraph in group]
        settle_group(tree, group, marks)


def next_tag(tag: Tag) -> Tag | None:
    """The tag that follows beside, when nothing but blanks stands between."""
    return tag.find_next_sibling()


def is_listed(tag: Tag) -> bool:
    """A paragraph that Word numbers or bullets."""
    return tag.name == "p" and bool(MSO_LIST.search(attribute(tag, "style")))


def take_mark(paragraph: Tag) -> str:
    """The number or bullet that Word wrote before the words, taken out."""
    mark = paragraph.find("span", style=MSO_MARK)
    if mark is None:
        return ""
    text = mark.get_text().replace("\xa0", " ").strip()
    mark.decompose()
    return text


def settle_group(tree: BeautifulSoup, group: list[Tag], marks: list[str]) -> None:
    """One list of neighbours: bulleted, counted 1, 2, 3, or paragraphs that keep their labels."""
    levels = [int(MSO_LIST.search(attribute(one, "style"))[1]) for one in group]
    numbers = [NUMBER.fullmatch(mark) for mark in marks]
    if (
        len(set(levels)) == 1
        and all(numbers)
        and [int(n[1]) for n in numbers] == list(range(1, len(group) + 1))
    ):
        make_list(tree, "ol", group)
    elif all(not any(map(str.isalnum, mark)) or mark == "o" for mark in marks):
        make_list(tree, "ul", group)
    else:
        for paragraph, mark in zip(group, marks, strict=True):
            paragraph.insert(0, f"{mark} ")
            del paragraph["style"]


def make_list(tree: BeautifulSoup, name: str, group: list[Tag]) -> None:
    """The paragraphs as items of one list."""
    listing = tree.new_tag(name)
    group[0].insert_before(listing)
    for paragraph in group:
        paragraph.name = "li"
        del paragraph["style"]
        listing.append(paragraph.extract())
