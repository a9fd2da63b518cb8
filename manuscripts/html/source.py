"""What a tree of HTML says, read straight for the audit; no step is shared with the conversion."""

from collections.abc import Iterator

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from manuscripts.html.inline import BLOCKS, NEVER_TEXT
from manuscripts.pieces import CELL, LINK, PICTURE, WORDS, Piece
from pages.safe_links import safe_href

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "br"})


def pieces_in_html(tree: Tag) -> Iterator[Piece]:
    """Lines, links and pictures in reading order."""
    line = Line({id(cell): place for cell, place in places_of_cells(tree)})
    for node in tree.descendants:
        if isinstance(node, Tag):
            if node.name in BLOCKS | HEADINGS:
                yield from line.ended()
            yield from things_of(node, line.place)
        elif is_read(node):
            yield from line.more(node)
    yield from line.ended()


def is_read(node: NavigableString) -> bool:
    """Words that a reader sees."""
    hidden = isinstance(node, PreformattedString) or node.find_parent(NEVER_TEXT) is not None
    return isinstance(node, NavigableString) and not hidden


def things_of(tag: Tag, place: str) -> Iterator[Piece]:
    """A picture or a link."""
    if tag.name == "img" and tag.get("src"):
        yield Piece(PICTURE, str(tag["src"]), place)
    if tag.name == "a" and safe_href(str(tag.get("href", ""))) and tag.get_text().strip():
        yield Piece(LINK, str(tag["href"]), place)


class Line:
    """The line in hand and where it stands."""

    def __init__(self, cells: dict[int, str]):
        self.cells = cells
        self.words: list[str] = []
        self.count = 0
        self.kind, self.place = WORDS, "dòng 1"

    def ended(self) -> Iterator[Piece]:
        """The line as a piece, if it said anything."""
        words, self.words = "".join(self.words), []
        if words.strip():
            yield Piece(self.kind, words, self.place)

    def more(self, node: NavigableString) -> Iterator[Piece]:
        """Words that go on with the line, or begin one in another cell."""
        here = next((self.cells[id(one)] for one in node.parents if id(one) in self.cells), "")
        if here != (self.place if self.kind == CELL else ""):
            yield from self.ended()
        if not "".join(self.words).strip() and node.strip():
            self.count += not here
            self.kind, self.place = (CELL, here) if here else (WORDS, f"dòng {self.count}")
        self.words.append(str(node))


def places_of_cells(tree: Tag) -> Iterator[tuple[Tag, str]]:
    """Every cell with its place in words."""
    for number, table in enumerate(tree.find_all("table"), 1):
        for y, row in enumerate(table.find_all("tr"), 1):
            for x, cell in enumerate(row.find_all(["td", "th"], recursive=False), 1):
                yield cell, f"bảng {number}, hàng {y}, ô {x}"
