"""What the sitemaps list.

`/sitemap.xml` holds every public page once, in the plain protocol of sitemaps.org 0.9, so that it is
valid by that schema alone. `/sitemap-tin.xml` holds the newest pages that have a picture or are news,
with Google's image and news extensions; an app that has such pages registers a source in its
`apps.py`: `sitemaps.register(news_entries)`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from pages.restrictions import open_to_all

MAX_URLS = 250
"""Per file, so that no file takes longer than a small commune's. The protocol allows 50,000 files of
50,000 addresses."""
MAX_PICTURED = 200
"""The newest. Google's news extension allows 1,000; no commune writes 200 articles in two days."""

_sources: "list[Source]" = []


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One `<url>`: absolute addresses; `news_title` and `news_date` only for articles of two days."""

    location: str
    changed: datetime | None = None
    image: str = ""
    news_title: str = ""
    news_date: datetime | None = None


Source: TypeAlias = Callable[[Site, HttpRequest, int], Iterable[SitemapEntry]]


def register(entries: Source) -> None:
    """`entries(site, request, limit)` gives `SitemapEntry` with pictures and news, newest first."""
    _sources.append(entries)


def public_pages(site: Site) -> PageQuerySet:
    """Every page that anybody may read, in the order of the tree."""
    pages = Page.objects.live().descendant_of(site.root_page, inclusive=True)
    return open_to_all(pages).order_by("path")


def plain_entries(
    site: Site, request: HttpRequest, start: int, stop: int
) -> Iterator[SitemapEntry]:
    """The entries number `start` to `stop`."""
    for page in public_pages(site)[start:stop].iterator():
        yield SitemapEntry(page.get_full_url(request), page.last_published_at)


def pictured_entries(site: Site, request: HttpRequest) -> list[SitemapEntry]:
    """The newest entries of every source; the front page where there are none: one must be there."""
    found = [entry for source in _sources for entry in source(site, request, MAX_PICTURED)]
    return found or list(plain_entries(site, request, 0, 1))
