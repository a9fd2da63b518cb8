"""Lists in HTML, with the lists nested in them."""

import re
from dataclasses import replace

from bs4 import Tag

from manuscripts.elements import FileLink, Item, Listing, Paragraph
from manuscripts.end_marks import end_mark_dropped
from manuscripts.html.inline import attribute, inline_runs
from manuscripts.html.pictures import file_link
from manuscripts.inline import Run, html_of, text_of, tidy
from pages.clean_text import one_line

DEEPEST_LIST = 6
BLANK_LINES = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")


def listing_from(tag: Tag, base: str = "", depth: int = 0) -> Listing:
    """The list of a ul or ol tag; deeper than any reader follows, it is flattened."""
    entries = [part for part in tag.children if isinstance(part, Tag)]
    items = [_item_from(entry, base, depth) for entry in entries]
    return Listing([i for i in items if i.text or i.nested], ordered=tag.name == "ol")


def first_number(tag: Tag) -> int:
    """Where the numbers of an ordered list begin."""
    given = attribute(tag, "start").strip() if tag.name == "ol" else ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 1


def written_out(listing: Listing, first: int) -> list[Paragraph]:
    """The items as lines that begin with their numbers; rich text counts from one only."""
    return [
        Paragraph(f"{number}. {item.html}", f"{number}. {item.text}")
        for number, item in enumerate(listing.items, first)
    ]


def _item_from(entry: Tag, base: str, depth: int) -> Item:
    if entry.name in {"ul", "ol"}:
        return Item("", "", listing_from(entry, base, depth + 1) if depth < DEEPEST_LIST else None)
    inner = entry.find(["ul", "ol"]) if depth < DEEPEST_LIST else None
    nested = listing_from(inner.extract(), base, depth + 1) if inner else None
    runs = without_blank_lines(tidy(list(inline_runs(entry, base))))
    words = end_mark_dropped(Paragraph(html_of(runs), text_of(runs)))
    return Item(words.html, words.text, nested if nested and nested.items else None)


def files_of(tag: Tag) -> list[FileLink]:
    """The file links of a list that holds nothing else."""
    entries = tag.find_all("li")
    links = [file_link(link) for entry in entries for link in entry.find_all("a")]
    return links if links and len(links) == len(entries) and all(links) else []


def without_blank_lines(runs: list[Run]) -> list[Run]:
    """An item keeps its lines; only empty ones go."""
    return tidy([replace(run, text=BLANK_LINES.sub("\n", run.text)) for run in runs])


def one_line_of(tag: Tag, base: str = "") -> str:
    """The words of a tag on one line."""
    return one_line(text_of(tidy(list(inline_runs(tag, base)))))
