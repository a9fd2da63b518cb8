"""Tables in markup: what websites offer as "Excel" is often an HTML table with the ending .xls.

Excel itself opens such files, and its own format of 2003 (one XML file), so officials have both.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree, html

from procedures.exchange.grids import MAX_COLUMNS, Cells, Grid
from procedures.exchange.letters import encoding_of
from procedures.prose import tidy

_ROW = "{urn:schemas-microsoft-com:office:spreadsheet}Row"
_CELL = "{urn:schemas-microsoft-com:office:spreadsheet}Cell"
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}Worksheet"
_NAME = "{urn:schemas-microsoft-com:office:spreadsheet}Name"
_INDEX = "{urn:schemas-microsoft-com:office:spreadsheet}Index"
_ACROSS = "{urn:schemas-microsoft-com:office:spreadsheet}MergeAcross"


def html_grid(file: BinaryIO) -> Grid:
    """One sheet with the rows of all tables of a web page; no row where it has no table."""
    file.seek(0)
    data = file.read()
    words = data.decode(encoding_of(data), "replace")
    page = html.document_fromstring(words.encode(), parser=html.HTMLParser(encoding="utf-8"))
    return Grid([""], lambda title: (_html_row(row) for row in page.iter("tr")))


def _html_row(row: html.HtmlElement) -> Cells:
    found: Cells = []
    for cell in row.iterchildren("td", "th"):
        found.append(tidy(cell.text_content()))
        found += [None] * (_whole(cell.get("colspan")) - 1)
    return found[:MAX_COLUMNS]


def excel_2003_grid(file: BinaryIO) -> Grid:
    """The sheets of a workbook that is one XML file; a broken one has none."""
    file.seek(0)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    book = etree.parse(file, parser).getroot()
    sheets = {} if book is None else {one.get(_NAME, ""): one for one in book.iter(_SHEET)}
    return Grid(list(sheets), lambda title: map(_row_2003, sheets[title].iter(_ROW)))


def _row_2003(row: "etree._Element") -> Cells:
    return list(_cells_2003(row))[:MAX_COLUMNS]


def _cells_2003(row: "etree._Element") -> Iterator[object]:
    place = 0
    for cell in row.iterchildren(_CELL):
        if index := cell.get(_INDEX):  # empty cells before it are left out
            yield from [None] * min(_whole(index) - 1 - place, MAX_COLUMNS)
            place = max(place, _whole(index) - 1)
        across = min(_whole(cell.get(_ACROSS), 0), MAX_COLUMNS)
        yield tidy("".join(cell.itertext()))
        yield from [None] * across
        place += 1 + across


def _whole(text: str | None, otherwise: int = 1) -> int:
    return min(int(text), MAX_COLUMNS) if text and text.isdecimal() else otherwise
