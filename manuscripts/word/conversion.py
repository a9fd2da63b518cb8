"""A checked Word package as HTML for the shared builder, with its notes apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

from manuscripts.html.inline import NEVER_TEXT
from manuscripts.word import refusals
from manuscripts.word.as_html import Writer
from manuscripts.word.chunks import Chunks
from manuscripts.word.drawings import flatten_drawings
from manuscripts.word.flattening import drop_orphan_notes, flatten
from manuscripts.word.framing import Frame, name_pictures
from manuscripts.word.lightening import lighten
from manuscripts.word.looks import settle_looks
from manuscripts.word.losses import Losses
from manuscripts.word.numbering import Numbering
from manuscripts.word.package import WordPackage
from manuscripts.word.pictures import WordPictures
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.styles import Styles
from pages.safe_links import safe_href

MOST_DEEP = 3
"""Word files that hold Word files that hold …"""
NO_BREAK = "\u00a0"
LAYOUT_GAP = re.compile(rf"[ \t{NO_BREAK}]{{6,}}|\t{{3,}}")


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
    writer = Writer(package, shower(pictures))
    try:
        make_plain(package, losses, chunks, pictures.framed)
        html, notes = writer.document(), writer.notes()
    except RecursionError as error:
        raise WordRefusedError(refusals.TOO_DEEP) from error
    tree = BeautifulSoup(html, "lxml")
    chunks.put_in(tree)
    settle_words(tree, losses)
    return Converted(tree, settled_notes(notes, chunks, losses))


def make_plain(
    package: WordPackage, losses: Losses, chunks: Chunks, framed: dict[str, tuple[str, Frame]]
) -> None:
    """Make the markup of text and notes plain; a picture's part becomes a name of its own."""
    styles = Styles(package.xml(package.part("styles")))
    numbering = Numbering(package.xml(package.part("numbering")), styles)
    for name in (package.main, package.part("footnotes"), package.part("endnotes")):
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


def shower(pictures: WordPictures) -> Callable[[str | None], str]:
    """What gives each picture an address that only `pictures` understands."""

    def show(name: str | None) -> str:
        return pictures.add(name) if name in pictures.framed else pictures.linked()

    return show


def settled_notes(html: str, chunks: Chunks, losses: Losses) -> Tag | None:
    """The list of notes, or None."""
    notes = BeautifulSoup(html, "lxml").find("ol") if html else None
    if notes is not None:
        chunks.put_in(notes)
        settle_words(notes, losses)
    return notes


def settle_words(tree: Tag, losses: Losses) -> None:
    """Gaps made of blanks become what the builder knows as a gap; dead links are counted."""
    count_links(tree, losses)
    for words in tree.find_all(string=LAYOUT_GAP):
        if words.parent.name not in NEVER_TEXT:
            words.replace_with(NavigableString(LAYOUT_GAP.sub(NO_BREAK * 6, words)))


def count_links(tree: BeautifulSoup, losses: Losses) -> None:
    """Links that lead nowhere for a reader."""
    for link in tree.find_all("a", href=True):
        if not link["href"].startswith("#") and not safe_href(link["href"]):
            losses["local_links"] += 1
