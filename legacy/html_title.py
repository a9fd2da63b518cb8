"""Finds the title of the article on an HTML page."""

import re

from bs4 import BeautifulSoup, Tag

from legacy.furniture import is_furniture
from legacy.html_facts import linked_articles, meta_tags
from manuscripts.captions import same
from manuscripts.manuscript import LONGEST_TITLE
from pages.clean_text import folded, one_line

HEADINGS = ["h1", "h2", "h3", "h4"]
TITLE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:title|tieude|tieu-de|headline|news-title|post-title|detail-title)"
)
TITLES_TOO = re.compile(r"lich (?:cong tac|lam viec|tiep cong dan)")
BETWEEN_SITE_AND_TITLE = re.compile(r"\s+(?:[-–|»:]|::)\s+")


def title_of(tree: BeautifulSoup) -> str:
    """The heading that the head confirms, else the only one there is, else the head's own words."""
    nodes = [n for n in _candidates(tree) if _words(n) and could_be_title(_words(n))]
    given = titles_in_head(tree)
    confirmed = [_words(n) for n in nodes if any(same(_words(n), title) for title in given)]
    main = {_words(n) for n in nodes if n.name == "h1"}
    named = {_words(n) for n in nodes if n.name not in HEADINGS and len(_words(n)) < LONGEST_TITLE}
    sure = [title for title in given[: _sure_titles(tree)] if not is_furniture(title)]
    only = next((iter(words) for words in (main, named) if len(words) == 1), iter(()))
    return next(iter([*confirmed, *only, *sure]), "")


def could_be_title(words: str) -> bool:
    """No button or label; but every month has its "Lịch tiếp công dân"."""
    return not is_furniture(words) or bool(TITLES_TOO.fullmatch(folded(words)))


def _candidates(tree: BeautifulSoup) -> list[Tag]:
    marked = tree.find_all(attrs={"itemprop": "headline"})
    named = tree.find_all(["div", "p", "span", "strong", "td"], class_=TITLE_NAMES)
    return [*marked, *tree.find_all(HEADINGS), *named]


def titles_in_head(tree: BeautifulSoup) -> list[str]:
    """og:title and headline first, then every way to cut the site's name off the title."""
    sure = [*_stated_titles(tree)]
    whole = one_line(tree.title.get_text(" ")) if tree.title else ""
    pieces = BETWEEN_SITE_AND_TITLE.split(whole)
    joined = [whole[: whole.find(piece) + len(piece)] for piece in pieces]
    return [title for title in [*sure, *joined, *pieces] if title]


def _stated_titles(tree: BeautifulSoup) -> list[str]:
    headline = next(linked_articles(tree), {}).get("headline")
    stated = [meta_tags(tree).get("og:title", ""), headline if isinstance(headline, str) else ""]
    return [one_line(title) for title in stated if title.strip()]


def _sure_titles(tree: BeautifulSoup) -> int:
    return len(_stated_titles(tree))


def _words(node: Tag) -> str:
    return one_line(node.get_text(" "))


def title_node(tree: BeautifulSoup, title: str) -> Tag | None:
    """The element that prints the title: a heading before anything else, never a link in a menu."""
    if not title:
        return None
    kinds = [
        tree.find_all("h1"),
        tree.find_all(attrs={"itemprop": "headline"}),
        tree.find_all(["h2", "h3", "h4"]),
        tree.find_all(["div", "p", "span", "strong", "td", "a"], class_=TITLE_NAMES),
        tree.find_all(["div", "p", "span", "strong", "td", "b"]),
    ]
    for nodes in kinds:
        fitting = [n for n in nodes if same(_words(n), title) and not (n.find_parent("li"))]
        if fitting:
            inner = [n for n in fitting if n.name not in {"div", "td"}]
            return (inner or fitting[-1:])[0]
    return None
