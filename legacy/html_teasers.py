"""Finds lists of other pages on a page: teasers under a section, "most read" boxes, archives."""

from bs4 import Tag

from legacy.html_body import is_named_body, unlinked
from manuscripts.html.inline import attribute
from manuscripts.html.pictures import is_document
from pages.clean_text import one_line

FEWEST = 3
SHORTEST_TITLE = 15
LONGEST_TEASER = 500
ENTRY_TAGS = {"li", "div", "article", "tr", "section", "dl", "p", "td", "dd", "h3", "h2", "h4", "a"}


def teaser_lists(root: Tag) -> list[Tag]:
    """The containers whose entries each lead to another page; outermost first."""
    found: list[Tag] = []
    for tag in root.find_all(
        ["ul", "ol", "div", "section", "table", "tbody", "tr", "td", "main", "aside"]
    ):
        if len(teasers_in(tag)) >= FEWEST and not any(inside(tag, other) for other in found):
            found.append(tag)
    return found


def teasers_in(tag: Tag) -> list[Tag]:
    """The entries of a container that are teasers, if most of its entries are."""
    entries = [
        child for child in tag.children if isinstance(child, Tag) and child.name in ENTRY_TAGS
    ]
    if len(entries) < FEWEST:
        return []
    teasers = [entry for entry in entries if is_teaser(entry)]
    targets = {attribute(titled_link(entry), "href") or id(entry) for entry in teasers}
    return teasers if len(teasers) * 10 >= len(entries) * 6 and len(targets) >= FEWEST else []


def is_teaser(entry: Tag) -> bool:
    """A title that is a link, perhaps with a picture, a date and the first lines."""
    link = titled_link(entry)
    if link is None or entry.find("table") or unlinked(entry) > LONGEST_TEASER:
        return False
    long = len(one_line(link.get_text(" ")))
    before = one_line(entry.get_text(" ")).find(one_line(link.get_text(" ")))
    return long >= SHORTEST_TITLE and before <= 60


def titled_link(entry: Tag) -> Tag | None:
    """The first link with words that does not offer a document."""
    links = [entry] if entry.name == "a" else entry.find_all("a")
    named = (link for link in links if len(one_line(link.get_text(" "))) >= SHORTEST_TITLE)
    return next((link for link in named if not is_document(attribute(link, "href"))), None)


def drop_teasers(root: Tag, body: Tag | None = None) -> int:
    """Take the lists of other pages out, but never the text of the article; how many entries went."""
    gone = 0
    for tag in teaser_lists(root):
        holds_body = body is not None and (inside(body, tag) or inside(tag, body))
        if not holds_body and not (body is None and is_named_body(tag) and unlinked(tag) > 400):
            for entry in teasers_in(tag):
                gone += 1
                entry.decompose()
    return gone


def inside(tag: Tag, other: Tag) -> bool:
    """Whether one element is in the other, or is it."""
    return tag is other or any(parent is other for parent in tag.parents)
