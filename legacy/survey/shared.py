"""Learns a site's template by comparing its pages: what stands on many pages belongs to none of them.

Signatures and facts are the exception: the same board signs every notice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from legacy.page_lines import read_page_line
from manuscripts.html.inline import attribute
from manuscripts.signatures import read_line
from pages.clean_text import folded, one_line

BLOCKS = ["div", "ul", "ol", "table", "section", "aside", "nav", "footer", "header", "p", "h2", "h3",
          "h4", "td", "form", "li", "dl", "center"]  # fmt: skip
MOST_PAGES = 240
"""How many pages are compared; a template shows itself long before."""
FEWEST_PAGES = 3
SHARE, MANY = 0.3, 20
SENTENCE = 60
LINKS = 3
MOST_SHARE = 0.6
LONGEST_LABEL_WORDS = 7
LONGEST_FACT = 120
LONG_CELL = 20
TEASERS_LINKS = 2


class SharedParts:
    """What the pages of one site have in common; empty until enough pages have been seen."""

    def __init__(self):
        self.pages = 0
        self.counts: Counter[int] = Counter()
        self.labels: Counter[str] = Counter()

    def learn(self, trees: Iterable[BeautifulSoup]) -> "SharedParts":
        """Count every part of every page once."""
        for tree in trees:
            self.pages += 1
            self.counts.update({mark_of(tag) for tag in parts_of(tree)} - {0})
            self.labels.update(set(menu_labels(tree)))
        fewest = self.fewest
        self.counts = Counter({mark: n for mark, n in self.counts.items() if n >= fewest})
        return self

    @property
    def fewest(self) -> int:
        """On how many pages a part must stand."""
        return max(FEWEST_PAGES, int(self.pages * (SHARE if self.pages >= MANY else 0.6)))

    @property
    def menu(self) -> set[str]:
        """The labels of the menus, folded."""
        return {label for label, n in self.labels.items() if n >= max(2, self.pages // 3)}

    def drop_from(self, page: Tag, kept: Tag | None = None, panels_only: bool = False) -> None:
        """Take out what other pages show too, but never in `kept`, the part around title and text.

        `panels_only` leaves everything but whole boxes of links.
        """
        if self.pages < FEWEST_PAGES:
            return
        sentences, parts = [], parts_of(page)
        said = Counter(mark_of(tag) for tag in parts if kept is None and not tag.find(BLOCKS))
        for tag in parts:
            if tag.decomposed or is_kept(tag, kept) or not self.is_shared(tag, panels_only):
                continue
            if is_sentence(tag):
                sentences.append(tag)
            else:
                tag.decompose()
        if kept is None:
            self.drop_sentences(page, sentences, said)

    def own_lines(self, text: str) -> str:
        """A text without the lines that enough pages show too."""
        if self.pages < FEWEST_PAGES:
            return text
        lines = (self.own_cells(line) for line in text.split("\n") if not self.says(line))
        return "\n".join(line for line in lines if line)

    def own_cells(self, line: str) -> str:
        """A row of a table of the template, `| … | … |`, without the cells that all pages have."""
        if not line.startswith("|"):
            return line
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        kept = [c for c in cells if c and not (len(c) >= LONG_CELL and self.says(c))]
        return line if len(kept) == len(cells) else "\n".join(kept)

    def says(self, line: str) -> bool:
        """Whether enough pages have a part that says just this."""
        return self.counts.get(mark_of_words(line.removeprefix("- ")), 0) >= self.fewest

    def is_shared(self, tag: Tag, panels_only: bool) -> bool:
        """Whether enough pages have the same part, and it is no fact about each of them."""
        if tag.find("h1") or (panels_only and len(tag.find_all("a", limit=LINKS)) < LINKS):
            return False
        return self.counts.get(mark_of(tag), 0) >= self.fewest and not is_fact(tag)

    def drop_sentences(self, page: Tag, sentences: list[Tag], said: Counter[int]) -> None:
        """Whole sentences that other pages say too; but a notice may be one, and a box repeat it.

        What the page has said twice is its own where no headline that leads elsewhere stands above it.
        """
        shared = {id(tag) for tag in sentences}
        own = [
            t
            for t in parts_of(page)
            if is_sentence(t) and id(t) not in shared and not t.find(BLOCKS)
        ]
        for tag in sentences if own else []:
            mark = 0 if tag.decomposed else mark_of(tag)
            if self.counts[mark] < self.pages * MOST_SHARE:
                continue
            if said[mark] < 2 or is_under_link(tag):
                tag.decompose()


def parts_of(page: Tag) -> list[Tag]:
    """The blocks of a page, outer ones first."""
    return (getattr(page, "body", None) or page).find_all(BLOCKS)


def mark_of(tag: Tag) -> int:
    """A number for what a part says; 0 for one without words."""
    return mark_of_words(tag.get_text(" "))


def mark_of_words(text: str) -> int:
    """The same number for the same words, however they are spaced; 0 for none."""
    words = "".join(text.split())
    if not words:
        return 0
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "ignore"), digest_size=8).digest())


def is_fact(tag: Tag) -> bool:
    """A date, a section, a signature: said on many pages, and of each of them."""
    words = one_line(tag.get_text(" "))
    if len(words) > LONGEST_FACT:
        return False
    return read_page_line(words) is not None or read_line(words) is not None


def is_kept(tag: Tag, kept: Tag | None) -> bool:
    """Whether a part is in, is or is around the part that must stay."""
    if kept is None:
        return False
    inside = any(parent is kept for parent in tag.parents)
    return inside or tag is kept or any(parent is tag for parent in kept.parents)


def is_sentence(tag: Tag) -> bool:
    """Running text without any link: a lead that lists repeat, or a greeting."""
    return tag.find("a") is None and len(one_line(tag.get_text(" "))) >= SENTENCE


def is_under_link(tag: Tag) -> bool:
    """The few words under a headline that leads elsewhere: a page says its own lead without a link."""
    around = next((parent for parent in tag.parents if parent.find("a")), None)
    return (
        around is not None and len(around.find_all("a", limit=TEASERS_LINKS + 1)) <= TEASERS_LINKS
    )


def menu_labels(tree: BeautifulSoup) -> list[str]:
    """The short labels of links in menus."""
    boxes = [*tree.find_all("nav"), *tree.find_all(is_menu)]
    words = (one_line(link.get_text(" ")) for box in boxes for link in box.find_all("a"))
    return [folded(one) for one in words if one and len(one.split()) <= LONGEST_LABEL_WORDS]


def is_menu(tag: Tag) -> bool:
    """An element called a menu."""
    if tag.name not in {"div", "ul", "table"}:
        return False
    names = f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower()
    return "menu" in names or "nav" in names
