"""What a page says about its article in meta tags, linked data and breadcrumbs."""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from legacy.dates import ImpossibleDateError, parse_date
from legacy.hints import Hints
from legacy.page_lines import crumbs_of, is_home
from legacy.view_counts import bare_count
from manuscripts.captions import same
from manuscripts.html.inline import attribute
from manuscripts.people import names_people
from pages.clean_text import one_line

DATES = ("article:published_time", "datePublished", "pubdate", "dc.date", "dc.date.issued", "date")
CRUMB_NAMES = re.compile(
    r"breadcrumb|crumb|duong-?dan|path-?way|site-?map-?path|ban-?do-?vi-?tri", re.IGNORECASE
)
SECTION_NAMES = re.compile(
    r"^(?:cat|category|chuyen-?muc|section|ten-?muc|news-?cat)[-_]*(?:title|name|ten)$|^cat-links$|"
    r"^chuyen-?muc$",
    re.IGNORECASE,
)
AUTHOR_NAMES = re.compile(r"^(?:byline|(?:post|entry|news|article)?[-_]*author(?:[-_]+(?:name|news))?|"
                          r"tac-?gia|createdby)$", re.IGNORECASE)  # fmt: skip
AUTHOR_LABEL = re.compile(
    r"^(?:(?:viết |đăng |được viết )?(?:bởi|by)|tác giả(?: bài viết)?|người viết|author)\s*:?\s+",
    re.I,
)
HIDDEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:hidden|d-none|hide|sr-only|visually-hidden)(?:$|\s)")
VIEWS_NAMES = re.compile(r"^(?:\S+[-_])?(?:views?|view-?count|hits|luot-?xem|so-?luot-?xem)$", re.I)
TAG_BOX = re.compile(
    r"(?:^|[-_ ])(?:tags?|keywords?|tu-?khoa|the)(?:$|[-_ ])|tags?(?:list|links|cloud)?$", re.I
)
TAG_LABEL = re.compile(r"^\W*(?:từ khóa|từ khoá|tags?|thẻ)\s*:?\s*", re.I)
MOST_TAGS, LONGEST_TAG = 12, 60


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
        or named_section(tree)
        or one_line(meta.get("article:section") or text_of(article.get("articleSection"))),
        author=_person(article.get("author")) or named_author(tree),
        address=_address_of(tree, meta),
        views=named_views(tree),
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


def tags_of(tree: BeautifulSoup) -> list[str]:
    """The tags printed under the article: links marked as tags, or links after "Từ khóa:"."""
    links = tree.find_all("a", rel="tag")
    if not links:
        boxes = [box for box in tree.find_all(["div", "ul", "p", "section"]) if is_tag_box(box)]
        links = [link for box in boxes[-1:] for link in box.find_all("a")]
    words = [TAG_LABEL.sub("", one_line(link.get_text(" "))).strip(" #,") for link in links]
    fitting = [word for word in words if 1 < len(word) <= LONGEST_TAG]
    return list(dict.fromkeys(fitting))[:MOST_TAGS]


def is_tag_box(box: Tag) -> bool:
    """A short box that begins with "Từ khóa:"; a name alone is not trusted."""
    words = one_line(box.get_text(" "))
    return bool(len(words) < 600 and box.find("a") and TAG_LABEL.match(words))


def named_author(tree: BeautifulSoup) -> str:
    """A person named in an element that is called after the author; never an account."""
    found = tree.find_all(["span", "div", "p", "a", "dd", "strong"], class_=AUTHOR_NAMES)
    found += tree.find_all(attrs={"itemprop": "author"}) + tree.find_all("a", rel="author")
    for tag in found:
        words = AUTHOR_LABEL.sub("", one_line(tag.get_text(" "))).strip(" :-–")
        if names_people(words):
            return words
    return ""


def named_views(tree: BeautifulSoup) -> int | None:
    """A number alone in an element called after the views, beside the eye that text loses."""
    boxes = tree.find_all(["span", "div", "p", "li", "small", "em"], class_=VIEWS_NAMES)
    counts = {one_line(box.get_text(" ")) for box in boxes}
    return bare_count(counts.pop()) if len(counts) == 1 else None


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
    boxes = [*tree.find_all(attrs={"class": CRUMB_NAMES}), *tree.find_all(id=CRUMB_NAMES)]
    shown = [box for box in boxes if not is_hidden(box)]
    named = (crumb_in(box, tree) for box in [*shown, *boxes])
    return next(filter(None, named), "")


def named_section(tree: BeautifulSoup) -> str:
    """A few words in an element whose name says that they are the section's."""
    for tag in tree.find_all(["div", "span", "p", "a", "h2", "h3"], class_=SECTION_NAMES):
        words = one_line(tag.get_text(" ")).strip(" >»›/|:")
        if 1 < len(words) <= 60 and not is_home(words) and not is_hidden(tag):
            return words
    return ""


def is_hidden(tag: Tag) -> bool:
    """Whether nobody sees a part of the page: by its style, its class or a mark."""
    return any(
        HIDDEN_STYLE.search(attribute(part, "style"))
        or HIDDEN_CLASS.search(attribute(part, "class"))
        or part.has_attr("hidden")
        for part in [tag, *tag.parents][:6]
        if isinstance(part, Tag)
    )


def crumb_in(box: Tag, tree: BeautifulSoup) -> str:
    """The last step of one trail of crumbs that is not the title."""
    tags = box.find_all(["li", "a", "span"]) or box.find_all(["p", "div", "strong"])
    steps = [one_line(tag.get_text(" ")) for tag in tags if not is_hidden(tag) or is_hidden(box)]
    steps = steps or crumbs_of(one_line(box.get_text(" ")))
    heading = tree.find("h1")
    title = one_line(heading.get_text(" ")) if heading else ""
    named = [
        s.strip(" >»›/|") for s in steps if s.strip(" >»›/|") and not is_home(s) and len(s) < 80
    ]
    return next((step for step in reversed(named) if not same(step, title)), "")
