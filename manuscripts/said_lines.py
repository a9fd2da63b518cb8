"""The lines of a manuscript as a reader sees them, with the numbers that its lists give them."""

from collections.abc import Iterator

from manuscripts.elements import (
    Element,
    FileLink,
    Heading,
    Item,
    Listing,
    Paragraph,
    Table,
    listing_html,
)
from manuscripts.manuscript import Manuscript


def lines_of(manuscript: Manuscript) -> Iterator[tuple[str, str]]:
    """Every line of a manuscript, with the number that its list gives it."""
    yield manuscript.title, ""
    for line in (manuscript.lead, manuscript.author, manuscript.source):
        yield line, ""
    for element in manuscript.body:
        yield from lines_in(element)
    for figure in manuscript.figures:
        yield figure.caption, ""


def lines_in(element: Element) -> Iterator[tuple[str, str]]:
    """The lines of one element."""
    if isinstance(element, Listing):
        yield from items_of(element.items, element.ordered)
    elif isinstance(element, Table):
        yield element.caption, ""
        yield from cells_of(element)
    elif isinstance(element, FileLink):
        yield element.title, ""
    else:
        yield from ((line, "") for text in element.texts for line in text.split("\n"))


def items_of(items: list[Item], ordered: bool) -> Iterator[tuple[str, str]]:
    """The items of a list as a reader counts them."""
    for place, item in enumerate(items, 1):
        first, *others = item.text.split("\n")
        yield first, str(place) if ordered else ""
        yield from ((line, "") for line in others)
        yield from items_of(item.nested.items, item.nested.ordered) if item.nested else ()


def cells_of(table: Table) -> Iterator[tuple[str, str]]:
    """The lines of a table's cells; numbers of lists in cells are read off their HTML."""
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            ordered = "<ol>" in table.rich.get((y, x), "")
            for place, line in enumerate(cell.split("\n"), 1):
                yield line, str(place) if ordered else ""


def html_of(manuscript: Manuscript) -> Iterator[str]:
    """The pieces of HTML in which links and struck words stand."""
    for element in manuscript.body:
        if isinstance(element, Paragraph | Heading):
            yield element.html
        elif isinstance(element, Listing):
            yield listing_html(element)
        elif isinstance(element, Table):
            yield from (
                html for (y, _), html in element.rich.items() if y or not element.has_header
            )
