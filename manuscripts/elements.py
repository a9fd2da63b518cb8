"""The simple elements that any document is read into before it becomes a body.

HTML of old portals, plain text, Markdown and Word all become a flat list of these;
manuscripts.manuscript then tells captions and bylines apart, and manuscripts.body turns
what is left into StreamField data.
"""

from dataclasses import dataclass, field


@dataclass
class Paragraph:
    """One paragraph; `html` holds inline tags only."""

    html: str
    text: str
    align: str = ""
    italic: bool = False
    bold: bool = False
    under_picture: bool = False

    @property
    def texts(self) -> list[str]:
        """The plain words, one entry for each line of reading."""
        return [self.text]


@dataclass
class Heading:
    """A heading inside a document: level 2 or 3."""

    html: str
    text: str
    level: int = 2

    @property
    def texts(self) -> list[str]:
        """The plain words, one entry for each line of reading."""
        return [self.text]


@dataclass
class Item:
    """One entry of a list, with the list nested under it if there is one."""

    html: str
    text: str
    nested: "Listing | None" = None


@dataclass
class Listing:
    """A bulleted or numbered list."""

    items: list[Item]
    ordered: bool = False

    @property
    def texts(self) -> list[str]:
        """The plain words, one entry for each line of reading."""
        found = []
        for item in self.items:
            found += [item.text] if item.text else []
            found += item.nested.texts if item.nested else []
        return found


@dataclass
class Quote:
    """Words set apart from the running text."""

    text: str
    attribution: str = ""

    @property
    def texts(self) -> list[str]:
        """The plain words, one entry for each line of reading."""
        return [self.text, self.attribution] if self.attribution else [self.text]


@dataclass
class Picture:
    """A picture where it stood; `src` is empty when only its caption survived."""

    src: str = ""
    alt: str = ""
    caption: str = ""
    texts: list[str] = field(default_factory=list, init=False, repr=False)


@dataclass
class Table:
    """A table of data: plain words for every cell, and HTML besides where words are not enough."""

    rows: list[list[str]]
    has_header: bool = False
    caption: str = ""
    rich: dict[tuple[int, int], str] = field(default_factory=dict)
    """Paragraphs, lists, links and pictures of such cells, by row and column."""
    joined: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells that a merged cell covers: `left` or `up`, where its words stand."""
    pictures: list[Picture] = field(default_factory=list)
    """The pictures in the cells, in reading order; `rich` names them by `picture_mark`."""

    @property
    def texts(self) -> list[str]:
        """The plain words, one entry for each line of reading."""
        return [" | ".join(row) for row in self.rows]


@dataclass
class PictureRow:
    """Several pictures on one line."""

    pictures: list[Picture]
    texts: list[str] = field(default_factory=list, init=False, repr=False)


@dataclass
class FileLink:
    """A document offered for download on a line of its own."""

    href: str
    title: str
    texts: list[str] = field(default_factory=list, init=False, repr=False)


@dataclass
class Film:
    """A film or recording: a file of the old site, or a page elsewhere that shows it."""

    href: str
    title: str = ""
    texts: list[str] = field(default_factory=list, init=False, repr=False)


Element = Paragraph | Heading | Listing | Quote | Table | Picture | PictureRow | FileLink | Film


def pictures_of(element: Element) -> list[Picture]:
    """The pictures an element holds: one, several or none."""
    if isinstance(element, Picture):
        return [element]
    return element.pictures if isinstance(element, PictureRow) else []


def picture_mark(place: int) -> str:
    """What stands for the picture of this place in the HTML of a table's cells."""
    return f"\u2997{place}\u2998"


def plain_paragraph(text: str, **marks) -> Paragraph:
    """A paragraph of text without inline tags; line breaks are kept."""
    return Paragraph(html=escaped(text), text=text, **marks)


def escaped(text: str) -> str:
    """Text as HTML, line breaks as <br/>."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br/>")):
        text = text.replace(sign, entity)
    return text


def listing_html(listing: Listing) -> str:
    """A list as HTML, with the lists nested in it."""
    tag = "ol" if listing.ordered else "ul"
    return f"<{tag}>{''.join(map(_item_html, listing.items))}</{tag}>"


def _item_html(item: Item) -> str:
    return f"<li>{item.html}{listing_html(item.nested) if item.nested else ''}</li>"
