"""What a page says about its article in meta tags, linked data and breadcrumbs."""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from legacy.dates import ImpossibleDateError, parse_date
from legacy.hints import Hints
from legacy.page_lines import crumbs_of, is_home
from manuscripts.captions import same
from manuscripts.html.inline import attribute
from manuscripts.people import names_people
from pages.clean_text import one_line

DATES = ("article:published_time", "datePublished", "pubdate", "dc.date", "dc.date.issued", "date")
CRUMB_NAMES = re.compile(r"breadcrumb|crumb|duong-?dan|path-?way", re.IGNORECASE)


def facts_of(tree: BeautifulSoup) -> Hints:
    """Date, section and address as the page states them for machines."""
    meta = meta_tags(tree)
    article = next(linked_articles(tree), {})
    given = [
        article.get("datePublished"),
        *(meta.get(name.lower()) for name in DATES),
        _time_tag(tree),
    ]
    return Hints(
        published_at=next(filter(None, map(date_or_nothing, given)), None),
        section=last_crumb(tree)
        or one_line(meta.get("article:section") or text_of(article.get("articleSection"))),
        author=_person(article.get("author")),
        address=_address_of(tree, meta),
    )


def meta_tags(tree: BeautifulSoup) -> dict[str, str]:
    """Every meta tag by its name in lower case; the first of each counts."""
    found = {}
    for tag in tree.find_all("meta"):
        name = attribute(tag, "property") or attribute(tag, "name") or attribute(tag, "itemprop")
        found.setdefault(name.lower(), attribute(tag, "content"))
    return found


def linked_articles(tree: BeautifulSoup) -> Iterator[dict]:
    """The articles described in JSON-LD; broken blocks are passed over."""
    for script in tree.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph") if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else [data]:
            if isinstance(item, dict) and "Article" in str(item.get("@type")):
                yield item


def text_of(value: object) -> str:
    """A string of linked data; of several the first, of anything else nothing."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""


def _person(author: object) -> str:
    """The name of a person; what a content-management system fills in by itself is none."""
    first = author[0] if isinstance(author, list) and author else author
    name = one_line(text_of(first.get("name"))) if isinstance(first, dict) else ""
    return name if names_people(name) else ""


def _time_tag(tree: BeautifulSoup) -> str:
    tag = tree.find("time", attrs={"datetime": True})
    return attribute(tag, "datetime") if tag else ""


def date_or_nothing(value: object):
    """Meta tags are often filled in by machines; a wrong one is no reason to refuse."""
    try:
        return parse_date(value if isinstance(value, str) else "")
    except ImpossibleDateError:
        return None


def _address_of(tree: BeautifulSoup, meta: dict[str, str]) -> str:
    link = tree.find("link", rel="canonical")
    address = attribute(link, "href") if link else meta.get("og:url", "")
    return address if address.startswith(("http://", "https://")) else ""


def last_crumb(tree: BeautifulSoup) -> str:
    """The section at the end of the breadcrumbs, the article's own title left out."""
    box = tree.find(attrs={"class": CRUMB_NAMES}) or tree.find(id=CRUMB_NAMES)
    if box is None:
        return ""
    steps = [one_line(tag.get_text(" ")) for tag in box.find_all(["li", "a", "span"])]
    steps = steps or crumbs_of(one_line(box.get_text(" ")))
    heading = tree.find("h1")
    title = one_line(heading.get_text(" ")) if heading else ""
    named = [
        s.strip(" >»›/|") for s in steps if s.strip(" >»›/|") and not is_home(s) and len(s) < 80
    ]
    return next((step for step in reversed(named) if not same(step, title)), "")
