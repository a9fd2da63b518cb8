"""RSS and Atom: the newest articles of the site or of one section, whole, with pictures.

What a provincial portal needs to take an article over is in each entry: section, author, source,
picture, full text and an identifier that never changes. Formats: RSS 2.0 with the content, dc and
media modules; Atom, RFC 4287.
"""

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.views.decorators.http import conditional_page, require_safe

from news.feed_text import entry_html
from news.models import ArticlePage
from pages.feeds import LIMIT, PageFeed
from pages.pictures import picture_sources


class _FullRss(Rss201rev2Feed):
    """RSS with the whole text and the names of author and source."""

    def rss_attributes(self):
        """The modules' namespaces."""
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        """The item, with the author in dc:creator as Django writes it, then the modules' own."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])
        if item["source"]:
            handler.addQuickElement("dc:source", item["source"])


class _FullAtom(Atom1Feed):
    """Atom with the whole text."""

    def root_attributes(self):
        """The namespace of dc:source; `atom:source` means something else."""
        return super().root_attributes() | {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler, item):
        """The entry, its text and its source."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})
        if item["source"]:
            handler.addQuickElement("dc:source", item["source"])


class ArticleFeed(PageFeed):
    """The newest articles below one page, in one of the two formats."""

    def items(self, obj):
        """The newest articles, each with what `item_extra_kwargs` shows."""
        page = obj["page"] or obj["site"].root_page
        articles = ArticlePage.objects.published().descendant_of(page).newest().for_feeds()
        found = list(articles[:LIMIT])
        for article in found:
            article.feed_creator = article.author or self.author_name(obj)
            article.site_root = obj["site"].root_url
        return found

    def item_description(self, item):
        """The lead."""
        return item.lead or item.title

    def item_author_name(self, item):
        """The byline, else the committee."""
        return item.feed_creator

    def item_categories(self, item):
        """The section, then tags."""
        return [item.section_title, *(tagged.tag.name for tagged in item.tagged_items.all())]

    def item_enclosures(self, item):
        """The picture of the article."""
        size = picture_sources(item.cover, shape="wide")["largest"] if item.cover else None
        if size is None:
            return []
        length = _bytes_of(item.cover, size)
        return [Enclosure(f"{item.site_root}{size.url}", str(length), "image/jpeg")]

    def item_extra_kwargs(self, item):
        """What the two formats above add."""
        return {
            "html": entry_html(item, item.site_root),
            "source": item.source or item.source_url,
        }


def _bytes_of(image, size):
    """RSS wants the length of the file; 0 where it cannot be told."""
    storage = image.file.storage
    files = [listed[0] for listed in image.sizes.values() if isinstance(listed, list)]
    try:
        return next(storage.size(name) for name in files if storage.url(name) == size.url)
    except (OSError, StopIteration):
        return 0


_FEEDS = {"rss": ArticleFeed(_FullRss), "atom": ArticleFeed(_FullAtom)}


def of_section(request, form, page):
    """The feed of a section, for `pages.sections`."""
    return _FEEDS[form](request, page=page)


@require_safe
@conditional_page
def feed(request, form):
    """`/rss.xml`, `/atom.xml`: the articles of the whole site."""
    return _FEEDS[form](request)
