"""Learns a site's template by comparing its pages: what stands on many pages belongs to none of them.

Signatures and facts are the exception: the same board signs every notice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from legacy.html_body import is_named_body
from legacy.page_lines import read_page_line
from manuscripts.html.inline import attribute
from manuscripts.signatures import read_line
from pages.clean_text import folded, one_line

BLOCKS = ["div", "ul", "ol", "table", "section", "aside", "nav", "footer", "header", "p", "h2", "h3",
          "h4", "td", "form", "li", "dl", "center"]  # fmt: skip
MOST_PAGES = 240
"""How many pages are compared; a template shows itself long before."""
FEWEST_PAGES = 3
SHARE = 0.3
LONGEST_LABEL_WORDS = 7
LONGEST_FACT = 120


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
        return max(FEWEST_PAGES, int(self.pages * SHARE))

    @property
    def menu(self) -> set[str]:
        """The labels of the menus, folded."""
        return {label for label, n in self.labels.items() if n >= max(2, self.pages // 3)}

    def drop_from(self, tree: BeautifulSoup) -> None:
        """Take out what other pages show too, never the title or the element of the text."""
        if self.pages < FEWEST_PAGES:
            return
        for tag in parts_of(tree):
            if tag.decomposed or is_named_body(tag) or tag.find(["h1", is_named_body]):
                continue
            if self.counts.get(mark_of(tag), 0) >= self.fewest and not is_fact(tag):
                tag.decompose()


def parts_of(tree: BeautifulSoup) -> list[Tag]:
    """The blocks of a page, outer ones first."""
    return (tree.body or tree).find_all(BLOCKS)


def mark_of(tag: Tag) -> int:
    """A number for what a part says; 0 for one without words."""
    words = "".join(tag.get_text(" ").split())
    if not words:
        return 0
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "ignore"), digest_size=8).digest())


def is_fact(tag: Tag) -> bool:
    """A date, a section, a signature: said on many pages, and of each of them."""
    words = one_line(tag.get_text(" "))
    if len(words) > LONGEST_FACT:
        return False
    return read_page_line(words) is not None or read_line(words) is not None


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
