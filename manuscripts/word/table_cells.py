"""The rows and cells of a Word table, with how many columns and rows each cell takes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from manuscripts.word.markup import Element, child, q, value

HOLDERS = set(map(q, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))


@dataclass
class Cell:
    """One cell that is drawn."""

    element: Element
    wide: int = 1
    high: int = 1


@dataclass
class Row:
    """One row; `tag` is th in the head of a table."""

    element: Element
    tag: str = "td"
    cells: list[Cell] = field(default_factory=list)


def cells_of(table: Element) -> list[Row]:
    """The rows of a table; a cell that goes on from above is part of that one (`vMerge`)."""
    rows, above, in_head = [], {}, True
    for element in found_in(table, "w:tr"):
        if child(element, "w:trPr", "w:del") is not None:
            continue
        in_head = in_head and child(element, "w:trPr", "w:tblHeader") is not None
        row, column = Row(element, "th" if in_head else "td"), 0
        for cell in found_in(element, "w:tc"):
            width = value(cell, "w:tcPr", "w:gridSpan")
            wide = int(width) if width.isdecimal() else 1
            if goes_on_from_above(cell) and column in above:
                above[column].high += 1
            else:
                above[column] = Cell(cell, wide)
                row.cells.append(above[column])
            column += wide
        rows.append(row)
    return rows


def found_in(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those that a content control or a tracked change holds."""
    for one in parent:
        if one.tag == q(name):
            yield one
        elif one.tag in HOLDERS:
            yield from found_in(one, name)


def goes_on_from_above(cell: Element) -> bool:
    """The lower part of a cell that several rows share."""
    merged = child(cell, "w:tcPr", "w:vMerge")
    return merged is not None and merged.get(q("w:val")) in {None, "", "continue"}
