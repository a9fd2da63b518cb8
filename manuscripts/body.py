"""The one builder of article bodies from HTML or plain text.

Old articles and Word files both end here: words become rich text, pictures become
figures, tables tables and documents files to download, in the raw form of StreamField.
Nothing is fetched: pictures and documents come only through the callables passed in.
"""

from collections.abc import Callable, Iterable
from urllib.parse import unquote

import nh3

from manuscripts.elements import (
    Element,
    FileLink,
    Film,
    Heading,
    Listing,
    Paragraph,
    Picture,
    PictureRow,
    Quote,
    Table,
    escaped,
    listing_html,
    picture_mark,
)
from manuscripts.end_marks import end_mark_dropped
from manuscripts.html.elements import elements_from_html
from manuscripts.html.films import is_recording
from manuscripts.text_elements import elements_from_text
from pages.clean_text import one_line
from pages.safe_links import safe_href
from pages.table_grid import JOIN_LEFT, JOIN_UP

Finder = Callable[[str], int | None]
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "b", "i", "s", "a", "br", "sup", "sub", "hr"}
LONGEST_CAPTION = 300
LONGEST_FILE_TITLE = 200
WIDEST_ROW = 6
JOINED = {"left": JOIN_LEFT, "up": JOIN_UP}
SCHEMES = {"http", "https", "mailto", "tel"}
Words = Paragraph | Heading | Listing


def nothing_found(source: str) -> None:
    """The finder for documents that came without their pictures or files."""


def body_from_html(html: str, **finders: Finder) -> list[dict]:
    """StreamField raw data for HTML."""
    return body_from_elements(elements_from_html(html), **finders)


def body_from_text(text: str, **finders: Finder) -> list[dict]:
    """StreamField raw data for plain text."""
    return body_from_elements(elements_from_text(text), **finders)


def body_from_elements(
    elements: Iterable[Element],
    image_for: Finder = nothing_found,
    document_for: Finder = nothing_found,
) -> list[dict]:
    """Blocks in reading order; words that follow each other share one text block."""
    blocks: list[dict] = []
    words: list[Words] = []
    for element in elements:
        ready = with_document(element, document_for)
        if isinstance(ready, Words):
            words.append(end_mark_dropped(ready) if isinstance(ready, Paragraph) else ready)
        else:
            blocks += [*_text_blocks(words), *blocks_of(ready, image_for)]
            words = []
    return blocks + _text_blocks(words)


def with_document(element: Element, document_for: Finder) -> Element | dict:
    """A file link as its block, or as a line of text when the file is not at hand."""
    if isinstance(element, Film):
        return with_film(element, document_for)
    if not isinstance(element, FileLink):
        return element
    title = element.title or unquote(element.href.rsplit("/", 1)[-1])
    document = document_for(element.href)
    if document is not None:
        return {
            "type": "file",
            "value": {"document": document, "title": title[:LONGEST_FILE_TITLE]},
        }
    href = escaped(safe_href(element.href)).replace('"', "&quot;")
    words = escaped(title)
    return Paragraph(f'<a href="{href}">{words}</a>' if href else words, title)


def with_film(film: Film, document_for: Finder) -> Element | dict:
    """A film as its block: its file where it is at hand, else its address; nothing is loaded from there."""
    document = document_for(film.href) if is_recording(film.href) else None
    title = film.title or "Âm thanh, phim kèm theo bài"
    url = "" if document else safe_href(film.href)
    if document is None and not url.startswith(("http://", "https://")):
        return Paragraph(escaped(title), title)
    value = {"title": title[:LONGEST_FILE_TITLE], "document": document, "url": url}
    return {"type": "media", "value": {**value, "language": "", "poster": None, "transcript": ""}}


def _text_blocks(elements: Iterable[Words]) -> list[dict]:
    html = safe_html("".join(map(_words_html, elements)))
    return [{"type": "text", "value": html}] if html else []


def safe_html(html: str) -> str:
    """The last gate: whatever came before, only these tags and schemes leave."""
    attributes = {"a": {"href"}}
    return nh3.clean(html, tags=TAGS, attributes=attributes, url_schemes=SCHEMES, link_rel=None)


def _words_html(element: Words) -> str:
    if isinstance(element, Heading):
        return f"<h{element.level}>{element.html}</h{element.level}>"
    if isinstance(element, Listing):
        return listing_html(element)
    return f"<p>{element.html}</p>" if element.html else ""


def blocks_of(element: Element | dict, image_for: Finder) -> list[dict]:
    """The blocks of anything but words."""
    match element:
        case Picture():
            return figure_blocks([element], image_for)
        case PictureRow():
            rows = range(0, len(element.pictures), WIDEST_ROW)
            parts = [element.pictures[start : start + WIDEST_ROW] for start in rows]
            return [block for part in parts for block in figure_blocks(part, image_for)]
        case Quote():
            value = {"text": element.text, "attribution": element.attribution}
            return [{"type": "quote", "value": value}]
        case Table():
            return [{"type": "table", "value": table(element, image_for)}]
    return [element]


def figure_blocks(pictures: list[Picture], image_for: Finder) -> list[dict]:
    """A figure or a row of them, and below it the words too long for a caption."""
    figures = [_figure(picture, image_for) for picture in pictures]
    row = {"type": "figure_row", "value": {"figures": figures}}
    block = row if len(figures) > 1 else {"type": "figure", "value": figures[0]}
    long = [p.caption for p in pictures if len(p.caption) > LONGEST_CAPTION]
    return [block, *_text_blocks([Paragraph(escaped(words), words) for words in long])]


def _figure(picture: Picture, image_for: Finder) -> dict:
    image = image_for(picture.src) if picture.src else None
    kept = {"image": image, "alt_text": picture.alt, "decorative": False}
    caption = picture.caption if len(picture.caption) <= LONGEST_CAPTION else ""
    return {"image": kept, "caption": caption}


def table(data: Table, image_for: Finder = nothing_found) -> dict:
    """A typed table; without a header its columns have no names, and names hold no links."""
    first = int(data.has_header)
    width = max(map(len, data.rows), default=0)
    headings = [*(_names(data) if first else []), *[""] * width][:width]
    rich = {x for y, x in data.rich if y >= first}
    embeds = [_embed(picture, image_for) for picture in data.pictures]
    return {
        "columns": [
            {"type": "rich_text" if x in rich else "text", "heading": heading}
            for x, heading in enumerate(headings)
        ],
        "rows": [
            {"values": [_cell(data, y, x, x in rich, embeds) for x in range(len(data.rows[y]))]}
            for y in range(first, len(data.rows))
        ],
        "caption": data.caption,
    }


def _names(data: Table) -> list[str]:
    return [
        JOINED.get(data.joined.get((0, x)), one_line(name)) for x, name in enumerate(data.rows[0])
    ]


def _cell(data: Table, y: int, x: int, is_rich: bool, embeds: list[str]) -> str:
    words = JOINED.get(data.joined.get((y, x)), data.rows[y][x])
    if not is_rich or not (words or (y, x) in data.rich):
        return words
    html = safe_html(data.rich.get((y, x)) or f"<p>{escaped(words)}</p>")
    for place, embed in enumerate(embeds):
        html = html.replace(picture_mark(place), embed)
    return html


def _embed(picture: Picture, image_for: Finder) -> str:
    """Wagtail's own form of a picture among rich text; nothing when the picture is not at hand."""
    image = image_for(picture.src) if picture.src else None
    alt = escaped(picture.alt).replace('"', "&quot;")
    return f'<embed embedtype="image" format="cell" id="{image}" alt="{alt}"/>' if image else ""
