"""Reads HTML of any origin into a flat list of simple elements.

Nothing is fetched and nothing is trusted: only words, a few inline styles, safe links
and the addresses of pictures and files survive.
"""

from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from manuscripts.elements import (
    Element,
    Heading,
    Listing,
    Paragraph,
    Picture,
    PictureRow,
    Quote,
)
from manuscripts.html.films import film_of
from manuscripts.html.inline import (
    BLOCKS,
    DEEPEST,
    NEVER_TEXT,
    alignment,
    attribute,
    inline_runs,
    link_of,
    marks_of,
)
from manuscripts.html.lists import files_of, first_number, listing_from, written_out
from manuscripts.html.old_fonts import settle_old_letters
from manuscripts.html.pictures import (
    beside,
    embedded_document,
    figure_from,
    file_link,
    picture_from,
    settle_pictures,
)
from manuscripts.html.tables import table_elements
from manuscripts.inline import Run, html_of, text_of, tidy, wholly
from pages.clean_text import one_line

STRUCTURE = BLOCKS | {"img", "a", "table", "ul", "ol", "blockquote", "iframe", "object", "embed"}
STRUCTURE |= {"video", "audio"}
WORDLESS = {"br", *NEVER_TEXT} - {"video", "audio"}
STRUCTURE |= {"h1", "h2", "h3", "h4", "h5", "h6"}
LONGEST_QUOTE = 600
LONGEST_SIGN = 8
NO_MARKS: frozenset[str] = frozenset()


def elements_from_html(html: str | Tag, base: str = "") -> list[Element]:
    """The elements of a fragment or page; `base` completes relative addresses."""
    return HtmlReader(base).elements_in(html if isinstance(html, Tag) else parsed(html))


def parsed(html: str) -> BeautifulSoup:
    """The tree of any HTML; letters that no file can hold are left out first."""
    tree = BeautifulSoup(html.encode("utf-8", "ignore").decode(), "lxml")
    settle_pictures(tree)
    settle_old_letters(tree)
    return tree


class HtmlReader:
    """Walks a tree once, collecting inline runs until a block ends."""

    def __init__(self, base: str = "", depth: int = 0):
        self.base = base
        self.depth = depth
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.align = ""
        self.under_picture = False

    def elements_in(self, tag: Tag) -> list[Element]:
        """Everything in a part of the page."""
        self.align = alignment(tag)
        self.read_children(tag, NO_MARKS, "")
        self.end_paragraph()
        return self.elements

    def inside(self, tag: Tag) -> list[Element]:
        """The elements of a part that has its own rules, such as a table cell."""
        return HtmlReader(self.base, self.depth + 1).elements_in(tag)

    def read_children(self, tag: Tag, marks: frozenset[str], href: str) -> None:
        """Read what is inside a tag, one level deeper."""
        self.depth += 1
        for child in list(tag.children):
            self.read(child, marks, href)
        self.depth -= 1

    def read(self, node: PageElement, marks: frozenset[str], href: str) -> None:
        """Words are kept for the paragraph in hand; structure is taken apart."""
        if not isinstance(node, Tag) or node.name in WORDLESS:
            self.runs += inline_runs(node, self.base, marks, href)
        elif self.depth >= DEEPEST:
            self.runs.append(Run(node.get_text(" "), marks, href))
        elif not (node.name in READERS and READERS[node.name](self, node)):
            self.read_plain(node, marks, href)

    def read_plain(self, tag: Tag, marks: frozenset[str], href: str) -> None:
        """A tag without rules of its own: a block, or words in some style."""
        if tag.name in BLOCKS:
            self.read_block(tag, marks | marks_of(tag))
        elif holds_structure(tag):
            self.read_children(tag, marks | marks_of(tag), link_of(tag, self.base) or href)
        else:
            self.runs += inline_runs(tag, self.base, marks, href)

    def read_block(self, tag: Tag, marks: frozenset[str]) -> None:
        """A block ends the paragraph before it and is one or more itself."""
        is_caption = self.elements_end_in_picture() and "caption" in attribute(tag, "class").lower()
        self.end_paragraph()
        outside, self.align = self.align, alignment(tag) or self.align
        self.under_picture = is_caption
        self.read_children(tag, marks, "")
        self.end_paragraph()
        self.align = outside

    def end_paragraph(self) -> None:
        """Close the paragraph in hand, and the line of any picture."""
        self.take_runs()
        self.under_picture = False

    def take_runs(self) -> None:
        """The words in hand become paragraphs, parted where a line was left empty."""
        for runs in parted(tidy(self.runs)):
            self.elements.append(self.paragraph(runs))
        self.runs = []

    def paragraph(self, runs: list[Run]) -> Paragraph:
        """One paragraph with the looks that tell captions and signatures."""
        return Paragraph(
            html=html_of(runs),
            text=text_of(runs),
            align=self.align,
            italic=wholly(runs, "i"),
            bold=wholly(runs, "b"),
            under_picture=self.under_picture,
        )

    def elements_end_in_picture(self) -> bool:
        """Whether a picture was the last thing read."""
        ends = self.elements and isinstance(self.elements[-1], Picture | PictureRow)
        return bool(ends) and not tidy(self.runs)

    def add(self, *elements: Element) -> bool:
        """Put finished elements in; always True, so that readers can end with it."""
        self.end_paragraph()
        self.elements += elements
        return True


def _read_heading(reader: HtmlReader, tag: Tag) -> bool:
    runs = tidy([replace(run, marks=run.marks - {"b"}) for run in inline_runs(tag, reader.base)])
    if tag.find(["img", "table"]):
        return False
    level = 2 if tag.name in {"h1", "h2"} else 3
    return reader.add(*[Heading(html_of(runs), one_line(text_of(runs)), level)] if runs else [])


def _read_list(reader: HtmlReader, tag: Tag) -> bool:
    if tag.find(["img", "table"]):
        return False
    files = files_of(tag)
    listing = None if files else listing_from(tag, reader.base)
    if listing is None or not listing.items:
        return reader.add(*files)
    return add_listing(reader, listing, first_number(tag))


def add_listing(reader: HtmlReader, listing: Listing, first: int) -> bool:
    """A list with the numbers that its page showed: it goes on with the one before, or they are written out."""
    reader.end_paragraph()
    above = reader.elements[-1] if reader.elements else None
    if first > 1 and isinstance(above, Listing) and above.ordered and len(above.items) == first - 1:
        above.items += listing.items
        return True
    if first > 1 and not any(item.nested for item in listing.items):
        return reader.add(*written_out(listing, first))
    return reader.add(listing)


def read_quote(reader: HtmlReader, tag: Tag) -> bool:
    """Editors also used blockquote to indent; only short and plain ones are quotes."""
    structured = tag.find(["img", "table", "ul", "ol", "h1", "h2", "h3", "h4"])
    if structured or len(tag.get_text()) > LONGEST_QUOTE:
        return False
    lines = [line for element in reader.inside(tag) for line in element.texts]
    return reader.add(*[Quote("\n".join(lines))] if lines else [])


def _read_table(reader: HtmlReader, tag: Tag) -> bool:
    return reader.add(*table_elements(tag, reader.inside, reader.base))


def _read_figure(reader: HtmlReader, tag: Tag) -> bool:
    figure = None if tag.find("table") else figure_from(tag)
    return reader.add(figure) if figure else False


def _read_picture(reader: HtmlReader, tag: Tag) -> bool:
    picture = picture_from(tag)
    if not picture.src:
        reader.runs += [Run(picture.alt)] if is_sign(picture.alt) else []
        return True
    same_line = reader.under_picture and reader.elements_end_in_picture()
    reader.take_runs()
    line = beside(reader.elements.pop(), picture) if same_line else picture
    reader.elements.append(line)
    reader.under_picture = True
    return True


def is_sign(alt: str) -> bool:
    """An emoji that a page draws as a small picture."""
    return 0 < len(alt) <= LONGEST_SIGN and not any(c.isalnum() or c.isascii() for c in alt)


def read_embed(reader: HtmlReader, tag: Tag) -> bool:
    """Frames are never loaded; one that showed a document becomes its file link."""
    shown = embedded_document(tag) or film_of(tag)
    return reader.add(*[shown] if shown else [])


def _read_link(reader: HtmlReader, tag: Tag) -> bool:
    link = file_link(tag)
    return reader.add(link) if link else False


READERS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _read_heading),
    **dict.fromkeys(("ul", "ol"), _read_list),
    **dict.fromkeys(("iframe", "object", "embed", "video", "audio"), read_embed),
    "blockquote": read_quote,
    "table": _read_table,
    "figure": _read_figure,
    "img": _read_picture,
    "a": _read_link,
}


def holds_structure(tag: Tag) -> bool:
    """Whether anything inside a tag is more than words in some style."""
    return any(isinstance(one, Tag) and one.name in STRUCTURE for one in tag.descendants)


def parted(runs: list[Run]) -> list[list[Run]]:
    """Runs cut into paragraphs at every empty line."""
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n\n")
        paragraphs[-1].append(replace(run, text=first))
        paragraphs += [[replace(run, text=part)] for part in others]
    return [part for part in map(tidy, paragraphs) if part]
