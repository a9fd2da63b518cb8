"""Which links of a Word file are in the article, and how many are only words now.

A lead, a caption and the name of a column are plain text: a link in them cannot stay.
"""

import re
from collections.abc import Iterator
from html import unescape

from bs4 import Tag

from manuscripts.elements import Element, FileLink, Heading, Listing, Paragraph, Table
from manuscripts.manuscript import Manuscript
from pages.safe_links import safe_href

HREF = re.compile(r'<a href="([^"]*)"')


def addresses_in(html: Tag) -> set[str]:
    """Every address that could be published."""
    return {safe_href(link["href"]) for link in html.find_all("a", href=True)} - {""}


def addresses_kept(manuscript: Manuscript) -> set[str]:
    """Every address that the article will link to."""
    pieces = "".join(part for element in manuscript.body for part in _html_of(element))
    files = {element.href for element in manuscript.body if isinstance(element, FileLink)}
    return files | {unescape(href) for href in HREF.findall(pieces)} | {manuscript.source_url}


def _html_of(element: Element) -> Iterator[str]:
    if isinstance(element, Paragraph | Heading):
        yield element.html
    elif isinstance(element, Listing):
        for item in element.items:
            yield item.html
            yield from _html_of(item.nested) if item.nested else ()
    elif isinstance(element, Table):
        yield from (html for (y, _), html in element.rich.items() if y or not element.has_header)
