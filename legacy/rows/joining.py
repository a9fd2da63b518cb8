"""Puts articles together from the tables that an old portal spread them over."""

import re

from legacy.fields import value_of
from legacy.rows.joomla import joomla_rows
from legacy.rows.nukeviet import is_news, nukeviet_rows
from legacy.rows.tables import Sorted, Tables, kind_of
from legacy.rows.wordpress import wordpress_rows

__all__ = ["joined", "kind_of", "looks_like_article"]
COPY_OF_SECTION = re.compile(r"\d+")
PLAIN_PAGES = re.compile(r".*_(?:page|about|siteterms)", re.I)
NO_ARTICLES = re.compile(r".*_(?:modules|extensions|menu|blocks\w*|plugins|template_styles|block|finder_links|ucm_content|contact_details|laws_row|faq|voting|banners)", re.I)  # fmt: skip


def joined(tables: Tables) -> list[dict]:
    """One row for each article; tables that are not known are read as they are if they fit."""
    whole = Sorted.of(tables)
    found: list[dict] = []
    news = [one for one in whole.of_kind("rows") if is_news(one[2])]
    for _, prefix, rows in news:
        found += nukeviet_rows(rows, prefix, whole)
    for _, prefix, rows in whole.of_kind("content"):
        found += joomla_rows(rows, prefix, whole)
    for _, prefix, rows in whole.of_kind("posts"):
        found += wordpress_rows(rows, prefix, whole)
    modules = {prefix for _, prefix, _ in news}
    for name, _, rows in whole.of_kind(""):
        if not is_copy(name, modules) and not NO_ARTICLES.fullmatch(name):
            found += [as_it_is(name, row) for row in rows if looks_like_article(row)]
    return found


def is_copy(table: str, modules: set[str]) -> bool:
    """`nv4_vi_news_3`: NukeViet copies the rows of each section into a table of its own."""
    return any(
        table.startswith(prefix) and COPY_OF_SECTION.fullmatch(table[len(prefix) :])
        for prefix in modules
    )


def as_it_is(table: str, row: dict) -> dict:
    """A row of a table that nobody knows; a plain page is called one."""
    return {**row, "post_type": "page"} if PLAIN_PAGES.fullmatch(table) else row


def looks_like_article(row: dict) -> bool:
    """A title and a long text under whatever names."""
    return bool(value_of(row, "title")) and bool(value_of(row, "body") or value_of(row, "lead"))
