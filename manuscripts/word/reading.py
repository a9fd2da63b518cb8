"""From an opened Word file to a manuscript; touches no database."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from bs4 import Tag

from manuscripts.audit import missing_from
from manuscripts.elements import Element, Heading, Listing, Paragraph, pictures_of
from manuscripts.html.elements import elements_from_html
from manuscripts.html.lists import listing_from
from manuscripts.manuscript import LONGEST_TITLE, Manuscript, manuscript_from_elements
from manuscripts.opening import lines_parted, settle_opening
from manuscripts.pieces import Missing
from manuscripts.top_lines import is_greeting
from manuscripts.word import refusals
from manuscripts.word.conversion import Converted, converted
from manuscripts.word.kept_links import addresses_in, addresses_kept
from manuscripts.word.letterhead import without_frame
from manuscripts.word.losses import Losses
from manuscripts.word.package import open_package
from manuscripts.word.pictures import WordPictures
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.source import pieces_in
from pages.clean_text import one_line

NOTES_HEADING = "Chú thích"
LONGEST_NAME = 120
LONGEST_PLAIN_TITLE = 200
NOTE_MARK = re.compile(r"\s?\[\d{1,3}\]$")
"""The mark of a footnote; a title is shown in many places where the note is not."""


@dataclass
class WordArticle:
    """What one Word file says, its pictures, and what was left behind."""

    name: str
    manuscript: Manuscript
    pictures: WordPictures
    losses: Losses = field(default_factory=Losses)
    missing: list[Missing] = field(default_factory=list)
    """What a second reading of the file found nowhere in the manuscript."""

    @property
    def dropped(self) -> list[str]:
        """Sentences for the editor."""
        return self.losses.sentences()


@contextmanager
def without_sweeping() -> Iterator[None]:
    """Trees of a hundred thousand small things, all of them in use: looking for garbage among them costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_sweeping()
def read_word(file: BinaryIO, name: str) -> WordArticle:
    """Read a seekable .docx; WordRefusedError, in Vietnamese, when it cannot become an article."""
    losses = Losses()
    package = open_package(file)
    pictures = WordPictures(package, losses)
    document = converted(package, pictures, losses)
    pictures.check_count()
    manuscript = told_apart(document, pictures, losses)
    if not (manuscript.title or manuscript.lead or manuscript.body):
        raise WordRefusedError(refusals.EMPTY)
    settle_title(manuscript, name, losses)
    manuscript.body += notes_of(document.notes)
    missing = missing_from(
        manuscript, pieces_in(package), pictures.shown_in(manuscript.figures), losses.words
    )
    return WordArticle(PurePath(name).name, manuscript, pictures, losses, missing)


def told_apart(document: Converted, pictures: WordPictures, losses: Losses) -> Manuscript:
    """The parts of the article, without its official frame and without empty figures."""
    addresses = addresses_in(document.html)  # before the reader takes the tree apart
    elements = lines_parted(elements_from_html(document.html))
    elements, dropped = settle_opening(without_frame(elements, losses))
    losses["opening"] = len(dropped)
    losses.words["opening"] += dropped
    manuscript = manuscript_from_elements(elements)
    manuscript.body = [e for e in manuscript.body if not is_nothing(e, pictures)]
    losses["plain_links"] = len(addresses - addresses_kept(manuscript))
    return manuscript


def is_nothing(element: Element, pictures: WordPictures) -> bool:
    """A place for pictures that holds neither a picture nor a caption."""
    places = pictures_of(element)
    return bool(places) and not any(pictures.has(p.src) or p.caption for p in places)


def settle_title(manuscript: Manuscript, name: str, losses: Losses) -> None:
    """A title there must be: a short first line, else the name of the file."""
    manuscript.title = one_line(NOTE_MARK.sub("", manuscript.title))
    if not manuscript.title and is_short(manuscript.lead):
        manuscript.title, manuscript.lead = manuscript.lead, ""
        next_lead(manuscript)
    if not manuscript.title:
        losses["no_title"] = 1
        manuscript.title = title_from(name)
    if len(manuscript.title) > LONGEST_TITLE:
        losses["long_title"] = 1
        manuscript.title = f"{manuscript.title[: LONGEST_TITLE - 1].rpartition(' ')[0]}…"


def is_short(line: str) -> bool:
    """Could be a title."""
    return 0 < len(line) <= LONGEST_PLAIN_TITLE and not (
        line.endswith((".", ":", ";", ",")) or is_greeting(line)
    )


def next_lead(manuscript: Manuscript) -> None:
    """The paragraph that now opens the text."""
    if manuscript.body and isinstance(manuscript.body[0], Paragraph):
        manuscript.lead = one_line(manuscript.body.pop(0).text)


def title_from(name: str) -> str:
    """A name of a file as words."""
    words = one_line(PurePath(name).stem.replace("_", " ").replace("-", " "))
    return words[:LONGEST_NAME] or "Bài nhập từ Word"


def notes_of(notes: Tag | None) -> list[Element]:
    """The notes as a numbered list under a heading of their own."""
    listing = listing_from(notes) if notes else Listing([])
    if not listing.items:
        return []
    return [Heading(NOTES_HEADING, NOTES_HEADING, 3), replace(listing, ordered=True)]
