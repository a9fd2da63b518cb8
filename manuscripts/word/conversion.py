"""A checked Word package as HTML for the shared builder, with its notes apart."""

import io
import logging
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import mammoth
from bs4 import BeautifulSoup, NavigableString, Tag
from lxml import etree
from mammoth.documents import Image
from mammoth.docx.files import InvalidFileReferenceError

from manuscripts.html.inline import NEVER_TEXT
from manuscripts.word import refusals
from manuscripts.word.chunks import Chunks
from manuscripts.word.drawings import flatten_drawings
from manuscripts.word.flattening import drop_orphan_notes, flatten
from manuscripts.word.framing import Frame, name_pictures
from manuscripts.word.lightening import lighten
from manuscripts.word.looks import settle_looks
from manuscripts.word.losses import Losses
from manuscripts.word.markup import Element
from manuscripts.word.numbering import Numbering
from manuscripts.word.package import WordPackage, relations_name
from manuscripts.word.pictures import WordPictures
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.styles import Styles
from pages.safe_links import safe_href

log = logging.getLogger(__name__)

MOST_DEEP = 3
"""Word files that hold Word files that hold …"""
NO_BREAK = "\u00a0"
LAYOUT_GAP = re.compile(rf"[ \t{NO_BREAK}]{{6,}}|\t{{3,}}")
NOTE_ID = re.compile(r"(?:foot|end)note-\d+")
NOTE_BACK = re.compile(r"#(?:foot|end)note-ref-")
STYLE_MAP = "\n".join(
    [
        "p.Portal => p:fresh",  # by far the most frequent: mammoth tries one line after the other
        "p.PortalTitle => h1:fresh",
        *(f"p.PortalHeading{n} => h{n}:fresh" for n in (1, 2, 3)),
        "p.PortalQuote => blockquote > p:fresh",
        "p.PortalCenter => p.center:fresh",
        "p.PortalRight => p.right:fresh",
        "p.PortalCaption => p.caption:fresh",
        "p.PortalCaptionCenter => p.caption.center:fresh",
        "p.PortalCaptionRight => p.caption:fresh",
        *(
            f"p.Portal{kind}{depth} => {'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
            for kind, tag in (("Bullet", "ul"), ("Number", "ol"))
            for depth in range(1, 6)
        ),
    ]
)


@dataclass
class Converted:
    """The words of a Word file as HTML, and its notes in the order of their numbers."""

    html: Tag
    notes: Tag | None


def converted(
    package: WordPackage, pictures: WordPictures, losses: Losses, deep: int = 0
) -> Converted:
    """The text and notes of a package; `losses` counts what stays behind."""

    def inner(file: WordPackage) -> Tag:
        """A whole Word file in this one, as merging tools leave it; its pictures cannot come along."""
        if deep == MOST_DEEP:
            raise WordRefusedError(refusals.TOO_DEEP)
        own = Losses()
        read = converted(file, WordPictures(file, own), own, deep + 1)
        shown = read.html.find_all("img")
        losses["linked_pictures"] += len(shown)
        for picture in shown:
            picture.decompose()
        return read.html

    chunks = Chunks(package, losses, inner)
    try:
        html = html_of(plain_package(package, losses, chunks, pictures.framed), pictures)
    except RecursionError as error:
        raise WordRefusedError(refusals.TOO_DEEP) from error
    tree = BeautifulSoup(html, "lxml")
    chunks.put_in(tree)
    return told_apart(tree, losses)


def html_of(plain: io.BytesIO, pictures: WordPictures) -> str:
    """What mammoth makes of a plain package."""
    try:
        return mammoth.convert_to_html(
            plain,
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            include_default_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: found(image, pictures)),
        ).value
    except (WordRefusedError, RecursionError):
        raise
    except Exception as error:  # mammoth takes the markup on trust and fails in many ways
        log.warning("mammoth could not read a Word file: %r", error)
        raise WordRefusedError(refusals.CORRUPT) from error


def plain_package(
    package: WordPackage, losses: Losses, chunks: Chunks, framed: dict[str, tuple[str, Frame]]
) -> io.BytesIO:
    """The parts mammoth needs, their markup made plain; a picture's content is its name."""
    styles = Styles(package.xml(package.part("styles")))
    numbering = Numbering(package.xml(package.part("numbering")), styles)
    texts = [package.main, package.part("footnotes"), package.part("endnotes")]
    for name in texts:
        root = package.xml(name)
        if root is not None:
            for kind in ("footnote", "endnote"):
                drop_orphan_notes(root, kind, package.xml(package.part(f"{kind}s")))
            flatten(root, styles, package, name, losses)
            chunks.mark(root, name)
            name_pictures(root, package, name, framed)
            flatten_drawings(root, package, name, losses)
            settle_looks(root, styles, numbering)
            lighten(root)
    return zipped(package, texts, framed)


def zipped(package: WordPackage, texts: list[str], pictures: Iterable[str]) -> io.BytesIO:
    """A small .docx of the parts that are left."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ["[Content_Types].xml", "_rels/.rels", *texts, *map(relations_name, texts)]:
            root = package.xml(name)
            if root is not None:
                archive.writestr(name, written(root))
        for name in pictures:
            archive.writestr(name, name)
    file.seek(0)
    return file


def written(root: Element) -> bytes:
    """A tree as the bytes of its part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def found(image: Image, pictures: WordPictures) -> dict[str, str]:
    """The attributes of an img: an address that only `pictures` understands."""
    try:
        with image.open() as content:
            name = content.read().decode()
    except (InvalidFileReferenceError, KeyError):
        return {"src": pictures.linked()}
    return {"src": pictures.add(name), "alt": described(image.alt_text or "")}


def described(alt: str) -> str:
    """What a person wrote about a picture; what Word guessed about it helps nobody."""
    guessed = re.search(r"generated|tạo tự động", alt, re.I)
    return "" if guessed else alt


def told_apart(tree: BeautifulSoup, losses: Losses) -> Converted:
    """Text and notes; gaps made of blanks become what the builder knows as a gap."""
    first = tree.find("li", id=NOTE_ID)
    notes = first.find_parent("ol").extract() if first else None
    for back in notes.find_all("a", href=NOTE_BACK) if notes else []:
        back.decompose()
    count_links(tree, losses)
    for words in tree.find_all(string=LAYOUT_GAP):
        if words.parent.name not in NEVER_TEXT:
            words.replace_with(NavigableString(LAYOUT_GAP.sub(NO_BREAK * 6, words)))
    return Converted(tree, notes)


def count_links(tree: BeautifulSoup, losses: Losses) -> None:
    """Links that lead nowhere for a reader."""
    for link in tree.find_all("a", href=True):
        if not link["href"].startswith("#") and not safe_href(link["href"]):
            losses["local_links"] += 1
