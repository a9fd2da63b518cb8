"""What a tree of HTML says, read straight for the audit; no step is shared with the conversion."""

from collections.abc import Iterator

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from manuscripts.audit import CELL, LINK, PICTURE, WORDS, Piece
from manuscripts.html.inline import BLOCKS, NEVER_TEXT
from pages.safe_links import safe_href

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "br"})


def pieces_in_html(tree: Tag) -> Iterator[Piece]:
    """Lines, links and pictures in reading order."""
    lines = 0
    cells = {id(cell): place for cell, place in places_of_cells(tree)}
    words: list[str] = []
    kind, place = WORDS, "dòng 1"
    for node in tree.descendants:
        if isinstance(node, Tag):
            if node.name in BLOCKS | HEADINGS and "".join(words).strip():
                yield Piece(kind, "".join(words), place)
                words = []
            if node.name == "img" and node.get("src"):
                yield Piece(PICTURE, node["src"], place)
            if (
                node.name == "a"
                and safe_href(str(node.get("href", "")))
                and node.get_text().strip()
            ):
                yield Piece(LINK, str(node["href"]), place)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            if node.find_parent(NEVER_TEXT):
                continue
            here = next((cells[id(one)] for one in node.parents if id(one) in cells), "")
            if (here or kind == CELL) and here != place and "".join(words).strip():
                yield Piece(kind, "".join(words), place)
                words = []
            if not words and node.strip():
                lines += not here
                kind, place = (CELL, here) if here else (WORDS, f"dòng {lines}")
            words.append(str(node))
    if "".join(words).strip():
        yield Piece(kind, "".join(words), place)


def places_of_cells(tree: Tag) -> Iterator[tuple[Tag, str]]:
    """Every cell with its place in words."""
    for number, table in enumerate(tree.find_all("table"), 1):
        for y, row in enumerate(table.find_all("tr"), 1):
            for x, cell in enumerate(row.find_all(["td", "th"], recursive=False), 1):
                yield cell, f"bảng {number}, hàng {y}, ô {x}"
