"""RSS 2.0 and Atom (RFC 4287) of any section, from the cards of its pages.

A section with more to say extends `PageFeed` (`news.feeds` sends whole articles).
"""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from pages.identity import SiteIdentity
from pages.restrictions import open_to_all
from pages.sections import index_models, kind_of

LIMIT = 20


class PageFeed(Feed):
    """The newest pages below one page, as their cards say them; `newest(page, limit)` finds them."""

    language = "vi"

    def __init__(self, feed_type, newest=None):
        self.feed_type = feed_type
        self.newest = newest

    def get_object(self, request, page=None):
        """The site, the page whose news are wanted, and the commune's identity."""
        site = Site.find_for_request(request)
        identity = SiteIdentity.for_site(site)
        address = site.root_url + request.path
        return {"site": site, "page": page, "identity": identity, "address": address}

    def title(self, obj):
        """The site's name, after the section's."""
        name = obj["identity"].full_title
        return f"{obj['page'].title} – {name}" if obj["page"] else name

    def feed_url(self, obj):
        """The feed's own address."""
        return obj["address"]

    def link(self, obj):
        """The page that the feed goes with."""
        return (obj["page"] or obj["site"].root_page).full_url

    def description(self, obj):
        """For RSS, which requires one."""
        return f"Bài mới nhất của {self.title(obj)}"

    subtitle = description

    def author_name(self, obj):
        """For Atom, which requires one."""
        return obj["identity"].governing_body or obj["identity"].commune

    def items(self, obj):
        """The newest pages."""
        return list(self.newest(obj["page"] or obj["site"].root_page, LIMIT))

    def item_title(self, item):
        """As it stands over the page."""
        return item.title

    def item_description(self, item):
        """What lists say of it."""
        return item.card().summary or item.title

    def item_link(self, item):
        """The page's address."""
        return item.full_url

    item_guid_is_permalink = False

    def item_guid(self, item):
        """Stays the same when the page is renamed or moved (RFC 9562 in an RFC 8141 name)."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item):
        """The date on its card."""
        return item.card().date

    def item_updateddate(self, item):
        """When it was last published."""
        return item.last_published_at or item.card().date


def newest_feed(newest):
    """A `SectionKind.feed` of the pages that `newest(index_page, limit)` gives."""
    feeds = {"rss": PageFeed(Rss201rev2Feed, newest), "atom": PageFeed(Atom1Feed, newest)}
    return lambda request, form, page: feeds[form](request, page=page)


@require_safe
@conditional_page
def section_feed(request, form, path):
    """`/tin-tuc/rss.xml`: the feed of the section whose index stands at `path`."""
    root = Site.find_for_request(request).root_page
    below = open_to_all(Page.objects.live().type(index_models()).descendant_of(root))
    page = below.filter(url_path=f"{root.url_path}{path.strip('/')}/").specific().first()
    kind = kind_of(page) if page else None
    if kind is None or kind.feed is None:
        raise Http404("Không có chuyên mục này")
    return kind.feed(request, form, page)
