"""Finds the title of the article on an HTML page."""

import re

from bs4 import BeautifulSoup, Tag

from legacy.furniture import is_furniture
from legacy.html_facts import linked_articles, meta_tags
from news.captions import same
from pages.clean_text import one_line

HEADINGS = ["h1", "h2", "h3", "h4"]
TITLE_NAMES = re.compile(r"(?:^|[-_ ])(?:title|tieude|tieu-de|headline|news-title|post-title|detail-title)")
BETWEEN_SITE_AND_TITLE = re.compile(r"\s+(?:[-–|»:]|::)\s+")


def title_of(tree: BeautifulSoup) -> str:
    """The heading that the page's own head confirms, else its only h1, else what the head says."""
    given = titles_in_head(tree)
    headings = [node for node in candidates(tree) if words(node) and not is_furniture(words(node))]
    confirmed = [node for node in headings if any(same(words(node), title) for title in given)]
    main = [node for node in headings if node.name == "h1"]
    if confirmed:
        return words(confirmed[0])
    if len(main) == 1:
        return words(main[0])
    sure = [title for title in given[: sure_titles(tree)] if not is_furniture(title)]
    return sure[0] if sure else ""


def candidates(tree: BeautifulSoup) -> list[Tag]:
    marked = tree.find_all(attrs={"itemprop": "headline"})
    named = tree.find_all(["div", "p", "span", "strong", "td"], class_=TITLE_NAMES)
    return [*marked, *tree.find_all(HEADINGS), *named]


def titles_in_head(tree: BeautifulSoup) -> list[str]:
    """og:title and headline first, then every way to cut the site's name off the title."""
    sure = [*stated_titles(tree)]
    whole = one_line(tree.title.get_text(" ")) if tree.title else ""
    pieces = BETWEEN_SITE_AND_TITLE.split(whole)
    joined = [whole[: whole.find(piece) + len(piece)] for piece in pieces]
    return [title for title in [*sure, *joined, *pieces] if title]


def stated_titles(tree: BeautifulSoup) -> list[str]:
    headline = next(linked_articles(tree), {}).get("headline")
    stated = [meta_tags(tree).get("og:title", ""), headline if isinstance(headline, str) else ""]
    return [one_line(title) for title in stated if title.strip()]


def sure_titles(tree: BeautifulSoup) -> int:
    return len(stated_titles(tree))


def words(node: Tag) -> str:
    return one_line(node.get_text(" "))
