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
LAZY_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-echo",
    "data-image",
)
SETS = ("data-srcset", "data-lazy-srcset", "srcset")
SIZE_OF_FILE = re.compile(
    r"[\W_]*(?:(?:file|tệp|tài liệu|văn bản)(?: đính kèm| kèm theo)?|\d+(?:[.,]\d+)? ?(?:[kmg]b|bytes))?[\W_]*",
    re.I,
)
"""What stands beside a file without being more to read: `(25 KB)`, `Tệp đính kèm:`."""
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
    known = next((src for src in sources if src and not PLACEHOLDER.search(src)), "")
    return known or largest_of(tag)


def largest_of(tag: Tag) -> str:
    """The largest picture of a set, the tag's own or its neighbours' in a `picture`."""
    around = tag.parent.find_all("source") if tag.parent and tag.parent.name == "picture" else []
    sets = [attribute(one, name) for one in [tag, *around] for name in SETS]
    offered = [entry.split() for one in sets for entry in re.split(r",\s+", one.strip()) if entry]
    return max(offered, key=size_named, default=[""])[0]


def size_named(entry: list[str]) -> float:
    """The width or density that an entry of a set names."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", entry[-1])
    return float(found[1]) if found else 1.0


def settle_pictures(tree: Tag) -> None:
    """Pictures as readers saw them: `source` holds nothing, a lazy picture has its address in a noscript."""
    for source in tree.find_all("source"):
        for inner in reversed(list(source.children)):
            source.insert_after(inner.extract())
    for other in tree.find_all("amp-img"):
        other.name = "img"
    for spare in tree.find_all("noscript"):
        shown, lazy = spare.find("img"), spare.find_previous_sibling()
        if (
            shown is not None
            and lazy is not None
            and lazy.name == "img"
            and not picture_address(lazy)
        ):
            lazy["src"] = attribute(shown, "src")


_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff")


def _looks_like_file(alt: str) -> bool:
    return len(alt.split()) == 1 and len(alt) > 4 and alt.lower().endswith(_PICTURE_ENDINGS)


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
        parts = urlsplit(address.strip())
        path, query = unquote(parts.path), parts.query
    except ValueError:
        return False
    return ends_as_document(path) or ends_as_document(unquote(query))


def ends_as_document(name: str) -> bool:
    """`ke-hoach.pdf`, `id=15&file=qd.pdf`."""
    return "." in name and name.lower().rsplit(".", 1)[-1] in DOCUMENT_ENDINGS


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
        words = one_line(sibling.get_text(" "))
        if not isinstance(sibling, PreformattedString) and not SIZE_OF_FILE.fullmatch(words):
            return True
    return False
