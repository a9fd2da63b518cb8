"""Finds the title of an article on a page saved without any marks of structure."""

from legacy.dates import is_date_line
from legacy.furniture import is_furniture
from legacy.page_lines import crumbs_of, is_home, is_page_line, says_when, section_of
from legacy.view_counts import find_views
from manuscripts.captions import same
from manuscripts.elements import Element, Heading, Paragraph
from manuscripts.line_shapes import ends_sentence

LONG_PARAGRAPH = 140
LONGEST_TITLE = 255
NEAR = 4
FEWEST_WORDS = 5


def find_title(elements: list[Element], lines: list[str], known: str = "") -> int | None:
    """The place of the title among the elements, or None."""
    text_begins = first_long(elements)
    if known:
        return _place_of_known(lines, known, text_begins)
    headings = [n for n, e in enumerate(elements[:text_begins]) if isinstance(e, Heading)]
    titles = [n for n in headings if _could_be_title(lines[n])]
    if titles:
        return titles[-1]
    places = [n for n in range(text_begins) if _could_be_title(lines[n])]
    return beside_date(places, lines, text_begins)


def first_long(elements: list[Element]) -> int:
    """Where the running text begins: the first paragraph as long as a sentence or two."""
    return next(
        (n for n, element in enumerate(elements) if is_running_text(element)), len(elements)
    )


def is_running_text(element: Element) -> bool:
    """A long paragraph; a title can be long too, but does not end like a sentence."""
    words = element.text if isinstance(element, Paragraph) else ""
    closed = len(words) > LONGEST_TITLE or ends_sentence(words)
    return len(words) >= LONG_PARAGRAPH and closed


def _place_of_known(lines: list[str], known: str, text_begins: int) -> int | None:
    places = [n for n, line in enumerate(lines) if same(line, known)]
    before = [n for n in places if n < text_begins]
    return before[-1] if before else next(iter(places), None)


def beside_date(places: list[int], lines: list[str], text_begins: int) -> int | None:
    """Portals print the date right under the title, or else right above it."""
    places = [n for n in places if not in_menu(n, lines)] or places
    dates = [n for n in range(text_begins) if says_when(lines[n])]
    if not dates:
        return next(iter(after_furniture(places, lines)), None)
    date = dates[-1]
    above = [n for n in places if date - NEAR <= n < date]
    longer = [n for n in above if len(lines[n].split()) >= FEWEST_WORDS]
    below = [n for n in places if n == first_line_after(date, lines)]
    repeated = [n for n in above + below if _is_repeated(n, lines)]
    closed = [n for n in (date - 1,) if n >= 0 and closes_like_a_sentence(lines[n])]
    return next(iter([*repeated, *longer[-1:], *above[-1:], *below, *closed]), None)


def first_line_after(date: int, lines: list[str]) -> int | None:
    """The first line under the date that is not about the page."""
    following = range(date + 1, len(lines))
    return next((n for n in following if not (is_around(lines[n]) or is_page_line(lines[n]))), None)


def closes_like_a_sentence(line: str) -> bool:
    """Some portals' titles end in a full stop; right above the date they are titles still."""
    return len(line) <= LONGEST_TITLE and _could_be_title(line.rstrip(" .;,:"))


def after_furniture(places: list[int], lines: list[str]) -> list[int]:
    """Places below the last menu or button; all of them if none are."""
    last = max((n for n in range(max(places, default=0)) if is_around(lines[n])), default=-1)
    return [n for n in places if n > last] or places


def _could_be_title(line: str) -> bool:
    if not 6 <= len(line) <= LONGEST_TITLE or line.endswith((".", ";", ",", ":")):
        return False
    about_page = section_of(line) or crumbs_of(line) or is_home(line.split("  ", maxsplit=1)[0])
    counted = find_views(line) is not None and len(line) < 40
    return not (about_page or counted or says_when(line) or is_date_line(line) or is_around(line))


def is_around(line: str) -> bool:
    """Furniture, or the page's own address."""
    return is_furniture(line) or line.startswith(("http://", "https://", "www."))


def in_menu(place: int, lines: list[str]) -> bool:
    """One of at least four very short lines in a row."""
    run = 1
    for step in (-1, 1):
        n = place + step
        while 0 <= n < len(lines) and 0 < len(lines[n].split()) <= 4 and run < 4:
            run, n = run + 1, n + step
    return run >= 4 and len(lines[place].split()) <= 4


def _is_repeated(place: int, lines: list[str]) -> bool:
    return any(same(line, lines[place]) for n, line in enumerate(lines) if n != place)
