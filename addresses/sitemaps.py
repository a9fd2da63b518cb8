"""What `/sitemap.xml` lists: every public page once, with its picture where a section knows it.

An app that knows more about its pages than their address registers a source in its `apps.py`:
`sitemaps.register(ArticlePage, article_entries)`. Formats: sitemaps.org 0.9, Google's image and
news extensions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

MAX_URLS = 10_000
"""Per file; the protocol allows 50,000 and 50 MB, a weak server prefers smaller pieces."""

_sources: dict[type, Callable] = {}


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One `<url>`: absolute addresses; `news_title` and `news_date` only for articles of two days."""

    location: str
    changed: datetime | None = None
    image: str = ""
    news_title: str = ""
    news_date: datetime | None = None


def register(page_model, entries):
    """`entries(pages, request)` gives the `SitemapEntry` of each page of `page_model`.

    `pages` is a queryset of public pages of one site; the source fetches what it needs at once.
    """
    _sources[page_model] = entries


def public_pages(site):
    """Every page that anybody may read, in the order of the tree."""
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True)


def entries_for(site, request, start, stop):
    """The entries number `start` to `stop`: plain pages first, then one source after the other."""
    for pages, entries in _parts(site):
        count = pages.count()
        if start < count and stop > 0:
            yield from entries(pages[max(0, start) : max(0, stop)], request)
        start, stop = start - count, stop - count


def _parts(site):
    kinds = {model: ContentType.objects.get_for_model(model) for model in _sources}
    pages = public_pages(site).order_by("path")
    yield pages.exclude(content_type__in=kinds.values()), _plain_entries
    for model, entries in _sources.items():
        below = model.objects.live().public().descendant_of(site.root_page)
        yield below.order_by("-pk"), entries


def _plain_entries(pages, request):
    for page in pages:
        yield SitemapEntry(page.get_full_url(request), page.last_published_at)
