"""Reads a page whose title and text are known elements: what stands above, in and below the text.

Above it stand facts and perhaps the lead; below it facts, signatures and files, then the rest of the
page. Nothing but the text itself is trusted to be text.
"""

import re
from dataclasses import dataclass
from html import unescape

from bs4 import BeautifulSoup, Tag

from legacy.furniture import is_buttons, is_end, is_furniture, starts_other_news
from legacy.old_links import LINK
from legacy.page import page_lines_apart
from legacy.page_lines import (
    PageLine,
    crumbs_of,
    is_home,
    opens_with_date,
    read_date_line,
    read_page_line,
)
from manuscripts.captions import same
from manuscripts.elements import (
    Element,
    FileLink,
    Heading,
    Listing,
    Paragraph,
    Picture,
    PictureRow,
    Table,
    listing_html,
)
from manuscripts.html.elements import elements_from_html
from manuscripts.html.pictures import is_document
from manuscripts.people import is_initials, names_people
from manuscripts.signatures import read_line
from pages.clean_text import one_line

TAG = re.compile(r"<[^<>]*>")
ABOVE, BELOW, END = "▛ phía trên ▛", "▟ phía dưới ▟", "▙ hết bài ▙"
SHORTEST_LEAD = 60
LONGEST_FACT = 160
MOST_WORDS = 14


@dataclass
class Regions:
    """The elements of a page by where they stand; `below` ends with the part that holds both."""

    above: list[Element]
    text: list[Element]
    below: list[Element]


def regions_of(page: Tag, root: Tag, body: Tag, base: str = "") -> Regions:
    """Cut at the edges of the text's element and at the end of the part around title and text."""
    body.insert_before(mark(ABOVE))
    body.insert_after(mark(BELOW))
    if root is page:
        root.append(mark(END))
    else:
        root.insert_after(mark(END))
    elements = page_lines_apart(elements_from_html(page, base=base))
    start, middle, end = (place_of(elements, words) for words in (ABOVE, BELOW, END))
    return Regions(elements[:start], elements[start + 1 : middle], elements[middle + 1 : end])


def mark(words: str) -> Tag:
    """A paragraph of its own that no portal prints."""
    return BeautifulSoup(f"<p>{words}</p>", "lxml").p.extract()


def place_of(elements: list[Element], words: str) -> int:
    """Where a mark stands; at the very end if it got lost in a table."""
    places = (n for n, e in enumerate(elements) if isinstance(e, Paragraph) and e.text == words)
    return next(places, len(elements))


def told_above(elements: list[Element], title: str) -> tuple[PageLine, list[Element]]:
    """Facts between the top of the article and its text, and the lead or picture among them."""
    told, kept = PageLine(), []
    for element in elements:
        shows = isinstance(element, Picture | PictureRow | FileLink)
        for line in lines_of(element) if not shows else []:
            told = told.completed_by(fact_above(line, told, title))
        if shows or could_be_lead(element, title):
            kept.append(as_paragraph(element))
    return told, kept


def as_paragraph(element: Element) -> Element:
    """Some themes print the lead as a heading."""
    return Paragraph(element.html, element.text) if isinstance(element, Heading) else element


def fact_above(line: str, told: PageLine, title: str) -> PageLine:
    """What one line above the text tells; nothing for a line of the article."""
    crumbs = [crumb for crumb in crumbs_of(line) if not same(crumb, title)]
    if crumbs:
        return PageLine(section=crumbs[-1])
    fact = read_page_line(line)
    fact = fact if fact is not None else begun_with_date(line, told)
    if fact is None and is_person(line):
        fact = PageLine(author=line)
    return fact or PageLine()


def begun_with_date(line: str, told: PageLine) -> PageLine | None:
    """`5 Tháng Ba, 2024 bởi Lò Thị Mẫu Kinh tế`: above the text the first date is the article's."""
    if (
        told.published_at is not None
        or len(line) > LONGEST_FACT
        or not opens_with_date(line, MOST_WORDS)
    ):
        return None
    return read_date_line(line)


def lines_of(element: Element) -> list[str]:
    """Every line on its own; facts of a theme are often parted by breaks only."""
    return [one_line(line) for text in element.texts for line in text.split("\n") if line.strip()]


def is_person(line: str) -> bool:
    """Somebody's name alone on its line."""
    return not is_furniture(line) and (names_people(line) or (is_initials(line) and len(line) > 1))


def could_be_lead(element: Element, title: str) -> bool:
    """A paragraph of the article above its text; not a fact, a button or a step home."""
    if not isinstance(element, Paragraph | Heading) or same(element.text, title):
        return False
    line = one_line(element.text)
    if isinstance(element, Heading) and len(line) < SHORTEST_LEAD:
        return False
    dated = (
        opens_with_date(line, MOST_WORDS) and len(line) <= LONGEST_FACT and not line.endswith(".")
    )
    if (
        dated
        or read_page_line(line) is not None
        or is_furniture(line)
        or crumbs_of(line)
        or is_home(line)
    ):
        return False
    return len(line) >= SHORTEST_LEAD or (
        len(line.split()) > 4 and line.endswith((".", "…", "./."))
    )


def told_below(elements: list[Element]) -> tuple[PageLine, list[Element], list[Element]]:
    """Facts under the text, the signature lines and the files offered there."""
    told, signed, files = PageLine(), [], []
    for element in elements[: end_below(elements)]:
        files += [element] if isinstance(element, FileLink) else files_in(element)
        for line in lines_of(element) if isinstance(element, Paragraph | Listing) else []:
            fact = read_page_line(line) if len(line) <= LONGEST_FACT else None
            if fact is not None:
                told = told.completed_by(PageLine(fact.published_at, fact.views, fact.author))
            elif not is_furniture(line) and read_line(line) is not None:
                signed.append(Paragraph(line, line, align="right"))
    return told, signed, files


def files_in(element: Element) -> list[FileLink]:
    """The documents that a line, list or table below the text offers."""
    match element:
        case Paragraph():
            htmls = [element.html]
        case Listing():
            htmls = [listing_html(element)]
        case Table():
            htmls = list(element.rich.values())
        case _:
            return []
    links = [found for html in htmls for found in LINK.finditer(html)]
    named = [
        (unescape(one["href"]), one_line(unescape(TAG.sub("", one["words"])))) for one in links
    ]
    return [FileLink(href, words) for href, words in named if is_document(href)]


def end_below(elements: list[Element]) -> int:
    """Where other news or comments begin."""
    lines = [one_line(" ".join(element.texts)) for element in elements]
    for n, line in enumerate(lines):
        if (is_end(line) and not is_buttons(line)) or starts_other_news(lines[n : n + 4]):
            return n
    return len(lines)
