"""RSS and Atom: the newest articles of the site or of one section, whole, with pictures.

What a provincial portal needs to take an article over is in each entry: section, author, source,
picture, full text and an identifier that never changes. Formats: RSS 2.0 with the content, dc and
media modules; Atom, RFC 4287.
"""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from news.feed_text import entry_html
from news.models import ArticlePage, SectionPage
from pages.identity import SiteIdentity
from pages.pictures import picture_sources
from pages.restrictions import open_to_all

LIMIT = 20


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


class ArticleFeed(Feed):
    """The newest articles below one page, in one of the two formats."""

    language = "vi"

    def __init__(self, feed_type):
        self.feed_type = feed_type

    def get_object(self, request, path=""):
        """The site, the page whose articles are wanted, and the commune's identity."""
        site = Site.find_for_request(request)
        page = _section_at(site, path) if path else site.root_page
        identity = SiteIdentity.for_site(site)
        address = site.root_url + request.path
        return {"site": site, "page": page, "identity": identity, "path": path, "address": address}

    def title(self, obj):
        """The site's name, after the section's."""
        name = obj["identity"].full_title
        return f"{obj['page'].title} – {name}" if obj["path"] else name

    def feed_url(self, obj):
        """The feed's own address."""
        return obj["address"]

    def link(self, obj):
        """The page that the feed goes with."""
        return obj["page"].full_url

    def description(self, obj):
        """For RSS, which requires one."""
        return f"Bài mới nhất của {self.title(obj)}"

    subtitle = description

    def author_name(self, obj):
        """For Atom, which requires one."""
        return obj["identity"].governing_body or obj["identity"].commune

    def items(self, obj):
        """The newest articles, each with what `item_extra_kwargs` shows."""
        articles = ArticlePage.objects.published().descendant_of(obj["page"]).newest().for_feeds()
        found = list(articles[:LIMIT])
        for article in found:
            article.feed_creator = article.author or self.author_name(obj)
            article.origin = obj["site"].root_url
        return found

    def item_title(self, item):
        """As it stands over the article."""
        return item.title

    def item_description(self, item):
        """The lead."""
        return item.lead or item.title

    def item_link(self, item):
        """The article's address."""
        return item.full_url

    item_guid_is_permalink = False

    def item_guid(self, item):
        """Stays the same when the article is renamed or moved (RFC 9562 in an RFC 8141 name)."""
        return f"urn:uuid:{item.translation_key}"

    def item_author_name(self, item):
        """The byline, else the committee."""
        return item.feed_creator

    def item_pubdate(self, item):
        """The date on the article."""
        return item.published_at

    def item_updateddate(self, item):
        """When it was last published."""
        return item.last_published_at or item.published_at

    def item_categories(self, item):
        """The section, then tags."""
        return [item.section_title, *(tagged.tag.name for tagged in item.tagged_items.all())]

    def item_enclosures(self, item):
        """The picture of the article."""
        size = picture_sources(item.cover, shape="wide")["largest"] if item.cover else None
        if size is None:
            return []
        length = _bytes_of(item.cover, size)
        return [Enclosure(f"{item.origin}{size.url}", str(length), "image/jpeg")]

    def item_extra_kwargs(self, item):
        """What the two formats above add."""
        return {
            "html": entry_html(item, item.origin),
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


def _section_at(site, path):
    """The published section at `path` below the site's front page."""
    root = site.root_page
    sections = open_to_all(SectionPage.objects.live().descendant_of(root))
    section = sections.filter(url_path=f"{root.url_path}{path.strip('/')}/").first()
    if section is None:
        raise Http404("Không có chuyên mục này")
    return section


_FEEDS = {"rss": ArticleFeed(_FullRss), "atom": ArticleFeed(_FullAtom)}


@require_safe
@conditional_page
def feed(request, form, path=""):
    """`/rss.xml`, `/atom.xml`, and the same below a section's address."""
    return _FEEDS[form](request, path=path)
