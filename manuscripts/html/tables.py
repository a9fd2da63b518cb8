"""Tables in HTML: of data, of pictures over captions, or only there for the layout."""

from collections.abc import Callable

from bs4 import Tag

from manuscripts.elements import Element, Picture, PictureRow, Table, pictures_of
from manuscripts.html.inline import attribute, inline_runs
from manuscripts.html.lists import one_line_of
from manuscripts.inline import html_of, tidy

LONGEST_CAPTION = 400
WIDEST = 30
LAYOUT_CELL = 600
Reader = Callable[[Tag], list[Element]]


def table_elements(table: Tag, read: Reader, base: str = "") -> list[Element]:
    """What a table holds; `read` gives the elements inside one cell, `base` completes links."""
    rows = own_rows(table)
    if table.find("img") and shows_pictures(rows):
        return picture_table(rows, read)
    if table.find("img") or is_layout(table, rows):
        return [element for row in rows for cell in row for element in read(cell)]
    return _data_table(table, rows, base)


def shows_pictures(rows: list[list[Tag]]) -> bool:
    """Every cell is a picture or says no more than a caption."""
    return all(len(cell.get_text().strip()) <= LONGEST_CAPTION for row in rows for cell in row)


def own_rows(table: Tag) -> list[list[Tag]]:
    """The cells of each row, without those of tables nested inside."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [[c for c in row.find_all(["td", "th"]) if c.find_parent("tr") is row] for row in rows]
    return [row for row in cells if row]


def is_layout(table: Tag, rows: list[list[Tag]]) -> bool:
    """One column, a nested table or a cell as long as an article: no data here."""
    if attribute(table, "role") == "presentation" or table.find("table"):
        return True
    widest = max((len(row) for row in rows), default=0)
    longest = max((len(cell.get_text()) for row in rows for cell in row), default=0)
    return widest <= 1 or (longest > LAYOUT_CELL and len(rows) <= 2)


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


def _data_table(table: Tag, rows: list[list[Tag]], base: str) -> list[Element]:
    grid = spread(rows)
    filled = [[one_line_of(cell) if cell else "" for cell in line] for line in grid]
    if not any(text for row in filled for text in row):
        return []
    heading = all(cell.name == "th" or cell.find(["b", "strong"]) for cell in rows[0])
    note = table.find("caption")
    caption = one_line_of(note) if note else ""
    return [Table(filled, heading and len(rows) > 1, caption, linked_cells(grid, base))]


def linked_cells(grid: list[list[Tag | None]], base: str) -> dict[tuple[int, int], str]:
    """The HTML of the cells in which a link leads somewhere, by row and column."""
    linked = {}
    for y, line in enumerate(grid):
        for x, cell in enumerate(line):
            runs = tidy(list(inline_runs(cell, base))) if cell and cell.find("a") else []
            if any(run.href for run in runs):
                linked[y, x] = html_of(runs)
    return linked


def spread(rows: list[list[Tag]]) -> list[list[Tag | None]]:
    """Every row with the same number of cells; merged cells leave None behind."""
    lines: list[list[Tag | None]] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        lines.append([])
        for cell in row:
            while (y, len(lines[y])) in taken:
                lines[y].append(None)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            x = len(lines[y])
            taken |= {(y + dy, x + dx) for dy in range(1, down) for dx in range(across)}
            lines[y] += [cell, *[None] * (across - 1)]
    width = min(max(map(len, lines)), WIDEST)
    return [(line + [None] * width)[:width] for line in lines]


def _span(cell: Tag, name: str) -> int:
    value = attribute(cell, name).strip()
    return min(max(int(value), 1), WIDEST) if value.isascii() and value.isdecimal() else 1
