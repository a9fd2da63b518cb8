"""Tables in HTML: of data, of pictures over captions, or only there for the layout."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

from bs4 import Tag

from manuscripts.elements import (
    Element,
    FileLink,
    Heading,
    Listing,
    Paragraph,
    Picture,
    PictureRow,
    Table,
    escaped,
    listing_html,
    picture_mark,
    pictures_of,
)
from manuscripts.html.inline import attribute
from manuscripts.html.lists import one_line_of
from pages.clean_text import one_line
from pages.safe_links import safe_href

LONGEST_CAPTION = 400
WIDEST = 120
"""Columns and merged columns; Word itself allows 63."""
LAYOUT_CELL = 600
LONGEST_NAME = 60
LEAST_LISTED, LONGEST_ENTRY = 2, 80
"""A column of at least so many entries, each at most so long, is a list of names or things, not a frame."""
MORE_THAN_WORDS = frozenset(
    [
        "a",
        "br",
        "ul",
        "ol",
        "img",
        "sup",
        "sub",
        "s",
        "strike",
        "del",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "li",
    ]
)
PICTURES, BOLD, TABLES = frozenset({"img"}), frozenset({"b", "strong"}), frozenset({"table"})
RICH = re.compile(r"<(?:a|ul|ol|sup|sub|s|br)\b|\u2997")
Reader = Callable[[Tag], list[Element]]


def holds(tag: Tag, names: frozenset[str]) -> bool:
    """Whether anything of these names is inside; bs4's own search takes ten times as long."""
    return any(isinstance(one, Tag) and one.name in names for one in tag.descendants)


def count_blocks(cell: Tag) -> int:
    """How many paragraphs a cell has."""
    return sum(isinstance(one, Tag) and one.name in {"p", "div"} for one in cell.descendants)


def table_elements(table: Tag, read: Reader, base: str = "") -> list[Element]:
    """What a table holds; `read` gives the elements inside one cell, `base` completes links."""
    rows = own_rows(table)
    pictured = holds(table, PICTURES)
    if pictured and not is_register(rows) and shows_pictures(rows):
        return picture_table(rows, read)
    if is_layout(table, rows) or (pictured and not is_register(rows)):
        return [element for row in rows for cell in row for element in read(cell)]
    return _data_table(table, rows, read, base)


def is_register(rows: list[list[Tag]]) -> bool:
    """Pictures beside words in row after row, or below names of columns: portraits, not an album."""
    mixed = [row for row in rows if 0 < sum(holds(cell, PICTURES) for cell in row) < len(row)]
    beside = [row for row in mixed if any(speaks_alone(cell) for cell in row)]
    named = bool(rows) and len(rows[0]) > 1 and all(map(speaks_alone, rows[0]))
    return len(beside) > 1 or (named and bool(beside))


def speaks_alone(cell: Tag) -> bool:
    """Words without a picture."""
    return not holds(cell, PICTURES) and bool(cell.get_text().strip())


def shows_pictures(rows: list[list[Tag]]) -> bool:
    """Every cell is a picture or says no more than a caption."""
    return all(len(cell.get_text().strip()) <= LONGEST_CAPTION for row in rows for cell in row)


def own_rows(table: Tag) -> list[list[Tag]]:
    """The cells of each row, without those of tables nested inside."""
    rows: dict[int, list[Tag]] = {}
    walk_rows(table, rows)
    return [row for row in rows.values() if row]


def walk_rows(parent: Tag, rows: dict[int, list[Tag]], row: Tag | None = None) -> None:
    """Collect rows and their cells; a cell, and so a table in it, is not looked into."""
    for one in parent.children:
        name = one.name if isinstance(one, Tag) else ""
        if name == "tr":
            rows[id(one)] = []
            walk_rows(one, rows, one)
        elif name in {"td", "th"} and row is not None:
            rows[id(row)].append(one)
        elif name and name != "table":
            walk_rows(one, rows, row)


def is_layout(table: Tag, rows: list[list[Tag]]) -> bool:
    """One column of text, mostly a nested table, or a cell as long as an article: no data here."""
    if attribute(table, "role") == "presentation" or holds_mainly_tables(table, rows):
        return True
    widest = max((len(row) for row in rows), default=0)
    sizes = [len(cell.get_text().strip()) for row in rows for cell in row]
    if widest <= 1:
        return len(rows) < LEAST_LISTED or max(sizes, default=0) > LONGEST_ENTRY
    return max(sizes) > LAYOUT_CELL and len(rows) <= 2 and not names_columns(rows)


def holds_mainly_tables(table: Tag, rows: list[list[Tag]]) -> bool:
    """A frame around other tables; one small table in a cell of a register makes none of it."""
    inner = [one for one in table.find_all("table") if one.find_parent("table") is table]
    if not inner:
        return False
    within = sum(len(one.get_text()) for one in inner)
    full = [row for row in rows if sum(speaks_alone(c) and not holds(c, TABLES) for c in row) > 1]
    return len(full) < 2 or within * 2 > len(table.get_text())


def names_columns(rows: list[list[Tag]]) -> bool:
    """Two rows of which the first is the short names of the columns."""
    names = [cell.get_text().strip() for cell in rows[0]]
    return len(rows) > 1 and all(0 < len(name) <= LONGEST_NAME for name in names)


def picture_table(rows: list[list[Tag]], read: Reader) -> list[Element]:
    """Pictures with the captions under them, in the same cell or in the next row."""
    elements: list[Element] = []
    waiting: list[Picture] = []
    for row in rows:
        cells = [read(cell) for cell in row]
        if any(pictures_of(element) for cell in cells for element in cell):
            found = picture_line(cells)
            waiting = bare_pictures(found)
            elements += found
        elif waiting and captioned(waiting, cells):
            waiting = []
        else:
            elements += [element for cell in cells for element in cell]
    return elements


def picture_line(cells: list[list[Element]]) -> list[Element]:
    """One row of a picture table: its pictures together, then whatever else it said."""
    pictures, others = [], []
    for cell in cells:
        here = [picture for element in cell for picture in pictures_of(element)]
        words = [element for element in cell if not pictures_of(element)]
        if here and words and caption_of(words):
            here[-1].caption = here[-1].caption or caption_of(words)
            words = []
        pictures += here
        others += words
    line = pictures[0] if len(pictures) == 1 else PictureRow(pictures)
    return [line, *others]


def bare_pictures(elements: list[Element]) -> list[Picture]:
    """The pictures of a row, when none of them has its caption yet."""
    pictures = [picture for element in elements for picture in pictures_of(element)]
    return [] if any(picture.caption for picture in pictures) else pictures


def captioned(pictures: list[Picture], cells: list[list[Element]]) -> bool:
    """Give a row of captions to the pictures above it, one each or one for all."""
    captions = [caption_of(cell) for cell in cells]
    spoken = [caption for caption in captions if caption]
    if not spoken or len(spoken) < sum(map(bool, cells)):
        return False
    if len(captions) == len(pictures):
        for picture, caption in zip(pictures, captions, strict=True):
            picture.caption = caption
    else:
        pictures[-1].caption = " ".join(spoken)
    return True


def caption_of(elements: list[Element]) -> str:
    """The words of a cell if they are short enough for a caption."""
    words = " ".join(text.replace("\n", " ") for element in elements for text in element.texts)
    return words if len(words) <= LONGEST_CAPTION else ""


def _data_table(table: Tag, rows: list[list[Tag]], read: Reader, base: str) -> list[Element]:
    if not rows:
        return []
    grid = spread(rows)
    heading = len(rows) > 1 and all(c.name == "th" or holds(c, BOLD) for c in rows[0])
    note = table.find("caption")
    data = Table([["" for _ in line] for line in grid], heading, one_line_of(note) if note else "")
    for y, line in enumerate(grid):
        for x, cell in enumerate(line):
            if isinstance(cell, str):
                data.joined[y, x] = cell
            elif cell is not None:
                fill(data, y, x, cell, read, base)
    return [data] if data.pictures or any(text for row in data.rows for text in row) else []


def fill(data: Table, y: int, x: int, cell: Tag, read: Reader, base: str) -> None:
    """Write one cell's words, and its HTML where words alone would lose something."""
    if not holds(cell, MORE_THAN_WORDS) and count_blocks(cell) < 2:
        data.rows[y][x] = one_line(cell.get_text())
        return
    elements = [whole_link(one, base) for one in read(cell)]
    data.rows[y][x] = "\n".join(line for one in elements for line in words_of(one))
    html = "".join(cell_html(one, data.pictures) for one in elements)
    if RICH.search(html) or len(elements) > 1 or "\n" in data.rows[y][x]:
        data.rich[y, x] = html


def words_of(element: Element) -> list[str]:
    """The lines of one element of a cell, captions of pictures too."""
    if isinstance(element, FileLink):
        return [element.title or element.href]
    return [picture.caption for picture in pictures_of(element)] or element.texts


def whole_link(element: Element, base: str) -> Element:
    """A file in a cell is a link there, and links are completed."""
    if not isinstance(element, FileLink) or not base:
        return element
    return replace(element, href=urljoin(base, element.href))


def cell_html(element: Element, pictures: list[Picture]) -> str:
    """One element as the HTML of a cell; pictures by their marks."""
    if isinstance(element, Listing):
        return listing_html(element)
    if isinstance(element, Heading):
        return f"<p><b>{element.html}</b></p>"
    if isinstance(element, Paragraph):
        return f"<p>{element.html}</p>"
    if isinstance(element, FileLink):
        href = escaped(safe_href(element.href)).replace('"', "&quot;")
        title = escaped(element.title or element.href)
        return f'<p><a href="{href}">{title}</a></p>' if href else f"<p>{title}</p>"
    html = ""
    for picture in pictures_of(element):
        pictures.append(picture)
        note = f"<p>{escaped(picture.caption)}</p>" if picture.caption else ""
        html += picture_mark(len(pictures) - 1) + note
    return html or "".join(f"<p>{escaped(line)}</p>" for line in element.texts)


def spread(rows: list[list[Tag]]) -> list[list[Tag | str | None]]:
    """Every row with the same number of cells; what a merged cell covers says `left` or `up`."""
    lines: list[list[Tag | str | None]] = []
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        line: list[Tag | str | None] = []
        lines.append(line)
        for cell in row:
            pass_over(line, y, taken)
            if len(line) < WIDEST:
                lay(cell, line, y, len(rows), taken)
        pass_over(line, y, taken)
    width = min(max(map(len, lines)), WIDEST)
    return [(line + [None] * width)[:width] for line in lines]


def pass_over(line: list, y: int, taken: dict[tuple[int, int], str]) -> None:
    """Fill in the places that cells of the rows above reach down into."""
    while (y, len(line)) in taken:
        line.append(taken[y, len(line)])


def lay(cell: Tag, line: list, y: int, height: int, taken: dict[tuple[int, int], str]) -> None:
    """Put one cell at the end of its row, and note what it covers below."""
    x = len(line)
    across = min(_span(cell, "colspan", WIDEST), WIDEST - x)
    for dy in range(1, _span(cell, "rowspan", height - y)):
        taken |= {(y + dy, x + dx): "left" if dx else "up" for dx in range(across)}
    line += [cell, *["left"] * (across - 1)]


def _span(cell: Tag, name: str, most: int) -> int:
    value = attribute(cell, name).strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdecimal() else 1
