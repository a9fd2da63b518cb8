"""Cuts the article out of a page of an old portal and tells its parts apart."""

import re
from dataclasses import replace

from legacy.dates import date_in_address, is_date_line
from legacy.furniture import is_end, is_furniture, is_site_name, starts_menu, starts_other_news
from legacy.hints import Hints
from legacy.page_lines import (
    PageLine,
    crumbs_of,
    is_home,
    is_page_line,
    known_section,
    opens_with_date,
    read_date_line,
    read_page_line,
    says_when,
)
from legacy.page_title import find_title, first_long
from legacy.view_counts import bare_count
from manuscripts.bylines import balanced
from manuscripts.captions import same
from manuscripts.elements import Element, Listing, Paragraph, Picture, PictureRow, plain_paragraph
from manuscripts.line_shapes import ends_sentence
from manuscripts.manuscript import Manuscript, manuscript_from_elements
from manuscripts.people import is_initials, names_people
from pages.clean_text import folded, one_line

ABOVE, BELOW = 4, 3
SUBSTANCE = 80
LONG_LINE = 40
LONGEST_KIND = 5
MOST_WORDS = 6
DOWNLOAD = re.compile(r"\b(?:tai (?:ve|xuong|file|tep)|download|(?:file|tep) dinh kem|xem file)\b")
ABOUT = re.compile(r"(?:v/v|về việc)\b", re.IGNORECASE)


def read_page(elements: list[Element], hints: Hints, words_only: bool = False) -> Manuscript:
    """The article of a whole page; menus, counters and other news are left behind."""
    elements = page_lines_apart(elements)
    lines = [one_line(" ".join(element.texts)) for element in elements]
    place = find_title(elements, lines, hints.title)
    title, first = title_from(lines, place, hints.title)
    told, start = told_above(lines, first, title), start_of_text(elements, lines, place)
    below, start = told_below(lines, start, title)
    end = end_of_article(lines, start)
    inside, article = told_inside(elements[start:end], lines[start:end])
    told = below.completed_by(told).completed_by(inside).completed_by(told_after(lines, end))
    manuscript = manuscript_from_elements(article, title, hints.lead, words_only)
    return with_facts(manuscript, told, hints)


def with_facts(manuscript: Manuscript, told: PageLine, hints: Hints) -> Manuscript:
    """Fill in what stood beside the text; given facts win over printed ones."""
    manuscript.published_at = (
        hints.published_at or told.published_at or date_in_address(hints.address)
    )
    manuscript.views = told.views if hints.views is None else hints.views
    manuscript.section = one_line(hints.section or told.section)
    manuscript.author = hints.author or manuscript.author or told.author
    manuscript.source = hints.source or manuscript.source
    manuscript.source_url = hints.source_url or manuscript.source_url
    return manuscript


def page_lines_apart(elements: list[Element]) -> list[Element]:
    """Title, date and menu entries that a page parted only by line breaks, each on its own."""
    apart: list[Element] = []
    for element in elements:
        lines = element.text.split("\n") if isinstance(element, Paragraph) else []
        about_page = any(is_furniture(line) or is_page_line(line) for line in lines)
        if len(lines) > 1 and about_page:
            apart += map(plain_paragraph, lines)
        else:
            apart += sentences_apart(element)
    return apart


def sentences_apart(element: Element) -> list[Element]:
    """Paragraphs that an old editor parted by single breaks: every line is a sentence or more."""
    lines = element.text.split("\n") if isinstance(element, Paragraph) else []
    long = len(lines) > 1 and all(len(line) >= LONG_LINE and ends_sentence(line) for line in lines)
    htmls = element.html.split("<br/>") if long else []
    if len(htmls) != len(lines) or not long:
        return [element]
    pairs = zip(htmls, lines, strict=True)
    return [replace(element, html=balanced(html), text=line.strip()) for html, line in pairs]


def title_from(lines: list[str], place: int | None, known: str) -> tuple[str, int | None]:
    """The title and its first line: `THÔNG BÁO` above `V/v …` belongs to it."""
    title = known or (lines[place] if place is not None else "")
    above = lines[place - 1] if place else ""
    if ABOUT.match(title) and above.isupper() and len(above.split()) <= LONGEST_KIND:
        return f"{above} {title}", place - 1
    return title, place


def told_above(lines: list[str], place: int | None, title: str) -> PageLine:
    """Section, date and views in the lines right above the title."""
    told = PageLine(section=known_section(lines[place - 1]) if place else "")
    for n in range(place - 1, max(place - 1 - ABOVE, -1), -1) if place else []:
        crumbs = [crumb for crumb in crumbs_of(lines[n]) if not same(crumb, title)]
        told = PageLine(section=crumbs[-1]).completed_by(told) if crumbs else told
        told = told.completed_by(read_page_line(lines[n]) or PageLine())
        if is_home(lines[n]) and n + 1 < place and not is_furniture(lines[place - 1]):
            told = told.completed_by(PageLine(section=lines[place - 1]))
    return told


def start_of_text(elements: list[Element], lines: list[str], place: int | None) -> int:
    """Right below the title; without one on the page, below the last line about the page."""
    if place is not None:
        return place + 1
    before = range(first_long(elements))
    about = [n for n in before if is_furniture(lines[n]) or is_page_line(lines[n])]
    return about[-1] + 1 if about else 0


def told_below(lines: list[str], start: int, title: str) -> tuple[PageLine, int]:
    """Facts between the title and the text, and where the text begins."""
    told = PageLine()
    while start < len(lines) and lines[start]:
        line = lines[start]
        dated = told.published_at is None and opens_with_date(line)
        fact = read_date_line(line) if dated else read_page_line(line) or counted(line, told)
        fact = fact or above_date(line, lines[start + 1 : start + 2])
        if fact is None and not is_furniture(line) and not same(line, title):
            break
        told = told.completed_by(fact or PageLine())
        start += 1
    return told, start


def above_date(line: str, below: list[str]) -> PageLine | None:
    """Between title and date stands the author or the section, if it is only a few words."""
    few = 0 < len(line.split()) <= MOST_WORDS and not ends_sentence(line)
    if not few or not any(map(says_when, below)):
        return None
    return (
        PageLine(author=line) if names_people(line) or is_initials(line) else PageLine(section=line)
    )


def counted(line: str, told: PageLine) -> PageLine | None:
    """A number alone under the date is the view count that stood beside an eye."""
    count = bare_count(line) if told.published_at and told.views is None else None
    return PageLine(views=count) if count is not None else None


def end_of_article(lines: list[str], start: int) -> int:
    """The first line after the text that belongs to the page again."""
    for n in range(start, len(lines)):
        if not any(len(line) >= SUBSTANCE or is_short_notice(line) for line in lines[start:n]):
            continue
        if is_end(lines[n]) or starts_other_news(lines[n : n + 4]) or starts_menu(lines[n:]):
            return n
    return len(lines)


def is_short_notice(line: str) -> bool:
    """A whole sentence of a notice that says no more than that."""
    return len(line.split()) >= MOST_WORDS and line.endswith(".") and not is_furniture(line)


def told_inside(elements: list[Element], lines: list[str]) -> tuple[PageLine, list[Element]]:
    """Facts in the first or last lines of the article, and the article without them."""
    told, drop = PageLine(), set()
    last = trailing(elements, lines)
    for n in dict.fromkeys([*range(min(BELOW, len(lines))), *last]):
        fact = sure_fact(lines[n]) if isinstance(elements[n], Paragraph | Listing) else None
        if fact or (n in last and closes_page(lines[n]) and not offers_file(elements[n])):
            told = told.completed_by(fact or PageLine())
            drop.add(n)
    return told, [element for n, element in enumerate(elements) if n not in drop]


def offers_file(element: Element) -> bool:
    """`Tải về` with a link in the text: the words are a button's, and yet the article's file hangs on it."""
    linked = isinstance(element, Paragraph) and "<a href" in element.html
    return linked and bool(DOWNLOAD.search(folded(element.text)))


def sure_fact(line: str) -> PageLine | None:
    """Among the article's own lines only a date or count with nothing beside it counts."""
    if says_when(line) and not is_date_line(line, longest_rest=2):
        return None
    return read_page_line(line)


def closes_page(line: str) -> bool:
    """A button or counter at the end; an office's name there is more likely a signature."""
    return bool(line) and is_furniture(line) and (line.isupper() or not is_site_name(line))


def trailing(elements: list[Element], lines: list[str]) -> list[int]:
    """The places at the end that hold no sentence: signatures, buttons, pictures."""
    places = []
    for n in range(len(lines) - 1, 0, -1):
        is_picture = isinstance(elements[n], Picture | PictureRow)
        if not is_picture and len(lines[n]) >= SUBSTANCE and not is_furniture(lines[n]):
            break
        places.append(n)
    return places


def told_after(lines: list[str], end: int) -> PageLine:
    """A view count printed among the buttons right after the article."""
    told = PageLine()
    for line in lines[end : end + ABOVE]:
        fact = read_page_line(line)
        told = told.completed_by(PageLine(views=fact.views) if fact else PageLine())
    return told
