"""The cells of a table as they are drawn, merged ones too.

A typed table knows rows and columns only. A cell that says `[gộp trái]` or `[gộp trên]` is covered by
the cell at its left or above it: words that an editor can read, type and take away without a manual.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from wagtail.rich_text import RichText

JOIN_LEFT, JOIN_UP = "[gộp trái]", "[gộp trên]"


@dataclass
class Cell:
    """One drawn cell; `content` is a bound block, or the name of a column."""

    content: Any
    is_name: bool = False
    across: int = 1
    down: int = 1


@dataclass
class Grid:
    """Rows of names of columns and rows of data; `names` is empty where no column has one."""

    names: list[list[Cell]]
    rows: list[list[Cell]]


def grid_of(table) -> Grid:
    """How a `TypedTable` is drawn."""
    columns = table.columns if table else []
    named = any(column["heading"] for column in columns)
    top = [[Cell(column["heading"], is_name=True) for column in columns]] if named else []
    lines = top + [[Cell(block) for block in row] for row in (table.rows if table else [])]
    covers = covered(lines)
    depth = max((cell.down for line in top for cell in line), default=1) if named else 0
    for line in lines[:depth]:
        for cell in line:
            cell.is_name = True
    drawn = [
        [cell for x, cell in enumerate(line) if (y, x) not in covers]
        for y, line in enumerate(lines)
    ]
    return Grid(drawn[:depth], drawn[depth:])


def covered(lines: list[list[Cell]]) -> set[tuple[int, int]]:
    """The places that merged cells cover; the cells that cover them learn how wide and deep they are."""
    said = [[words_of(cell) for cell in line] for line in lines]
    found: set[tuple[int, int]] = set()
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            if (y, x) in found:
                continue
            while x + cell.across < len(line) and said[y][x + cell.across] == JOIN_LEFT:
                cell.across += 1
            while y + cell.down < len(lines) and joins_up(said[y + cell.down], x, cell.across):
                cell.down += 1
            found |= {
                (y + dy, x + dx) for dy in range(cell.down) for dx in range(cell.across) if dy or dx
            }
    return found


def joins_up(words: list[str], x: int, across: int) -> bool:
    """Whether a row goes on with the merged cell above it, in all of its columns."""
    rest = words[x + 1 : x + across]
    return (
        x < len(words) and words[x] == JOIN_UP and all(one in {JOIN_LEFT, JOIN_UP} for one in rest)
    )


def words_of(cell: Cell) -> str:
    """The plain words of a cell, as far as they can be a mark."""
    value = getattr(cell.content, "value", cell.content)
    source = value.source if isinstance(value, RichText) else value
    return strip_tags(source).strip() if isinstance(source, str) and len(source) < 80 else ""


def without_marks(words: list[str]) -> list[str]:
    """What of a table's words a reader or a search should meet."""
    return [text for text in words if strip_tags(str(text)).strip() not in {JOIN_LEFT, JOIN_UP}]
