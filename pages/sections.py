"""What a section of the site (news, procedures, …) is to the rest of the house.

A section registers itself once, in its app's `ready()`, and nothing else needs to know its name: the
desk gives rights on it, contributors may write what it says they may, its index has a feed. What any
page gets without a word: search, sitemap, site map, counting, cards in lists. Two registries more take
what only some sections have: `addresses.sitemaps` (pictures and news for search engines) and
`visits.report_parts` (a table in the statistics). The recipe docs/recipes/new-section.md uses all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps

_kinds: "list[SectionKind]" = []


@dataclass(frozen=True, slots=True)
class SectionKind:
    """One kind of section; models by their label ("news.SectionPage"), read when they are needed."""

    index: str
    """The page that stands below the front page and lists."""
    written: tuple[str, ...] = ()
    """Pages below it that a contributor may write, under the board's approval."""
    feed: Callable | None = None
    """`feed(request, form, index_page)` answers with RSS or Atom; `pages.feeds.newest_feed` makes one."""


def register(kind):
    """Make a kind known; a second time changes nothing."""
    if kind not in _kinds:
        _kinds.append(kind)


def index_models():
    """The page types that stand for sections, as a tuple of classes."""
    return tuple(apps.get_model(kind.index) for kind in _kinds)


def written_models():
    """The page types that contributors write."""
    return tuple(apps.get_model(label) for kind in _kinds for label in kind.written)


def kind_of(page):
    """The kind of the section whose index `page` is, or None."""
    return next((kind for kind in _kinds if isinstance(page, apps.get_model(kind.index))), None)
