"""Pictures, embedded documents and file links as they stand in HTML."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from manuscripts.elements import FileLink, Picture, PictureRow
from manuscripts.html.inline import BLOCKS, attribute
from pages.clean_text import one_line

DOCUMENT_ENDINGS = (
    "pdf",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "ppt",
    "pptx",
    "odt",
    "ods",
    "rtf",
    "zip",
    "rar",
)
LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src")
SMALLEST_PICTURE = 40
PLACEHOLDER = re.compile(
    r"^data:image/(gif|svg)|(blank|spacer|pixel|loading|transparent)\.(gif|png)"
)
VIEWER = re.compile(r"[?&](?:url|file|src)=([^&]+)")


def picture_from(tag: Tag) -> Picture:
    """The picture of an img tag, its lazy address before a placeholder; never fetched."""
    alt = one_line(attribute(tag, "alt"))
    title = one_line(attribute(tag, "title"))
    return Picture(src=picture_address(tag), alt="" if _looks_like_file(alt) else alt or title)


def picture_address(tag: Tag) -> str:
    """Where the picture is kept; nothing for icons, spacers and counters."""
    sources = [attribute(tag, name).strip() for name in (*LAZY_SOURCES, "src")]
    sizes = [attribute(tag, name) for name in ("width", "height")]
    if any(size.isdecimal() and int(size) < SMALLEST_PICTURE for size in sizes):
        return ""
    return next((src for src in sources if src and not PLACEHOLDER.search(src)), "")


def _looks_like_file(alt: str) -> bool:
    return bool(re.fullmatch(r"\S+\.(jpe?g|png|gif|webp|bmp|tiff?)", alt, re.IGNORECASE))


def figure_from(tag: Tag) -> Picture | PictureRow | None:
    """A figure with its caption; nothing when no picture is in it."""
    pictures = [picture for picture in map(picture_from, tag.find_all("img")) if picture.src]
    if not pictures:
        return None
    note = tag.find("figcaption")
    pictures[-1].caption = one_line(note.get_text(" ")) if note else ""
    return pictures[0] if len(pictures) == 1 else PictureRow(pictures)


def beside(line: Picture | PictureRow, picture: Picture) -> PictureRow:
    """One more picture on the same line."""
    return PictureRow([*([line] if isinstance(line, Picture) else line.pictures), picture])


def is_document(address: str) -> bool:
    """True for the address of a file to download."""
    try:
        path = unquote(urlsplit(address.strip()).path)
    except ValueError:
        return False
    return path.lower().rsplit(".", 1)[-1] in DOCUMENT_ENDINGS and "." in path


def embedded_document(tag: Tag) -> FileLink | None:
    """A frame that showed a document, perhaps through some online viewer."""
    address = attribute(tag, "src") or attribute(tag, "data")
    inner = VIEWER.search(address)
    candidates = [address, unquote(inner[1]) if inner else ""]
    found = next(filter(is_document, candidates), "")
    return FileLink(found, one_line(attribute(tag, "title"))) if found else None


def file_link(tag: Tag) -> FileLink | None:
    """A document linked on a line of its own is a file to download."""
    address = attribute(tag, "href").strip()
    if not is_document(address) or address.lower().startswith("file:") or tag.find("img"):
        return None
    return FileLink(address, one_line(tag.get_text(" "))) if alone_on_line(tag) else None


def alone_on_line(tag: Tag) -> bool:
    """Nothing else to read between the line breaks or blocks on either side of a tag."""
    while tag.name not in BLOCKS and tag.parent is not None:
        if speaks(tag.previous_siblings) or speaks(tag.next_siblings):
            return False
        tag = tag.parent
    return True


def speaks(siblings: Iterable[PageElement]) -> bool:
    """True when words come before the next line break or block."""
    for sibling in siblings:
        if isinstance(sibling, Tag) and (sibling.name == "br" or sibling.name in BLOCKS):
            return False
        if sibling.get_text().strip() and not isinstance(sibling, PreformattedString):
            return True
    return False
