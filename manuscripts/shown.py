"""A body as plain HTML, for trying an import out: what readers would get, without a page or a database."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from manuscripts.body import body_from_elements
from manuscripts.elements import escaped
from manuscripts.manuscript import Manuscript
from pages.blocks import TableBlock
from pages.table_grid import Cell, grid_of

EMBED = re.compile(r'<embed [^<>]*?id="([^"]*)" alt="([^"]*)"/>')
_BLOCK = TableBlock()


def shown(manuscript: Manuscript) -> str:
    """Every block of the body as HTML; pictures have the names that the reader of the file gave them."""
    blocks = body_from_elements(manuscript.body, image_for=lambda src: src)
    return "\n".join(WAYS[block["type"]](block["value"]) for block in blocks)


def _figure(value: dict) -> str:
    image = value["image"]
    picture = format_html('<img src="{}" alt="{}">', image["image"] or "", image["alt_text"] or "")
    note = format_html("<figcaption>{}</figcaption>", value["caption"]) if value["caption"] else ""
    return format_html("<figure>{}{}</figure>", picture, note)


def _row(value: dict) -> str:
    return "".join(map(_figure, value["figures"]))


def _quote(value: dict) -> str:
    source = (
        format_html("<footer>{}</footer>", value["attribution"]) if value["attribution"] else ""
    )
    return f"<blockquote><p>{escaped(value['text'])}</p>{source}</blockquote>"


def _file(value: dict) -> str:
    return format_html('<p class="file">{}</p>', value["title"])


def _media(value: dict) -> str:
    return format_html('<p class="media"><a href="{}">{}</a></p>', value["url"], value["title"])


def _table(value: dict) -> str:
    grid = grid_of(_BLOCK.to_python(value))
    rows = format_html_join(
        "", "<tr>{}</tr>", ((_cells(row),) for row in [*grid.names, *grid.rows])
    )
    note = format_html("<caption>{}</caption>", value["caption"]) if value["caption"] else ""
    return format_html("<table>{}{}</table>", note, rows)


def _cells(row: list[Cell]) -> str:
    return SafeString("".join(map(_cell, row)))


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_name else "td"
    spans = f' colspan="{cell.across}"' * (cell.across > 1) + f' rowspan="{cell.down}"' * (
        cell.down > 1
    )
    value = getattr(cell.content, "value", cell.content)
    source = getattr(value, "source", None)
    words = (
        EMBED.sub(r'<img src="\1" alt="\2">', source)
        if source is not None
        else conditional_escape(value or "")
    )
    return f"<{tag}{spans}>{words}</{tag}>"


WAYS = {
    "text": str,
    "figure": _figure,
    "figure_row": _row,
    "quote": _quote,
    "table": _table,
    "file": _file,
    "media": _media,
}
