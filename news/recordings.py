"""A podcast of the commune's recordings: what its loudspeaker said, for phones that fetch it by themselves.

RSS 2.0 with enclosures and the few iTunes elements that players ask for. Recordings are the sound files of
"Âm thanh hoặc phim" in published articles; which articles have one is Wagtail's reference index's to say, so
no body is read that has none.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import ReferenceIndex

from news.models import ArticlePage
from pages.documents import PortalDocument
from pages.feeds import LIMIT, PageFeed
from pages.listening import AUDIO

TYPES = dict(zip(AUDIO, ("audio/mpeg", "audio/mp4"), strict=True))
_APPLE = "http://www.itunes.com/dtds/podcast-1.0.dtd"


@dataclass(frozen=True)
class Recording:
    """One sound file where an article shows it."""

    article: ArticlePage
    document: PortalDocument
    title: str
    transcript: str


def recordings(root, limit=LIMIT):
    """The newest `Recording`s in published articles below `root`; three queries, however many there are."""
    sounds = PortalDocument.objects.filter(file__iregex=rf"\.({'|'.join(TYPES)})$").in_bulk()
    used = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(PortalDocument),
        content_type=ContentType.objects.get_for_model(ArticlePage),
        to_object_id__in=[str(number) for number in sounds],
    )
    holders = {int(number) for number in used.values_list("object_id", flat=True)}
    articles = ArticlePage.objects.published().descendant_of(root).filter(pk__in=holders)
    found = (one for article in articles.newest()[:limit] for one in _in(article, sounds))
    return [one for one, _ in zip(found, range(limit), strict=False)]


def _in(article, sounds):
    """As they are stored, so that no article asks for its files one by one."""
    for block in article.body.raw_data:
        value = block["value"] if block["type"] == "media" else {}
        if document := sounds.get(value.get("document")):
            yield Recording(article, document, value["title"], value.get("transcript") or "")


class _Podcast(Rss201rev2Feed):
    """RSS with what players of podcasts want to know."""

    def rss_attributes(self):
        """The module's namespace."""
        return super().rss_attributes() | {"xmlns:itunes": _APPLE}

    def add_root_elements(self, handler):
        """The channel's author, kind and picture."""
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["author_name"])
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", None, {"text": "Government"})
        handler.addQuickElement("itunes:image", None, {"href": self.feed["image"]})


class PodcastFeed(PageFeed):
    """The newest recordings of the site."""

    def title(self, obj):
        """Which commune's."""
        return f"Phát thanh {obj['identity'].commune}"

    def description(self, obj):
        """For players' lists."""
        return f"Bản ghi loa truyền thanh và các bản ghi khác của {obj['identity'].full_title}"

    subtitle = description

    def feed_extra_kwargs(self, obj):
        """The picture that players show: the site's own sign, which is always there."""
        return {"image": f"{obj['site'].root_url}/apple-touch-icon.png"}

    def items(self, obj):
        """The recordings."""
        return recordings(obj["site"].root_page)

    def item_title(self, item):
        """The recording's own name."""
        return item.title

    def item_description(self, item):
        """What is said, else what its article says first."""
        return item.transcript or item.article.lead or item.article.title

    def item_link(self, item):
        """The place in its article."""
        return f"{item.article.full_url}#ban-ghi-{item.document.pk}"

    def item_guid(self, item):
        """Stays the same when the article moves; an article may have several recordings."""
        return f"urn:uuid:{item.article.translation_key}:{item.document.pk}"

    def item_pubdate(self, item):
        """When its article appeared."""
        return item.article.published_at

    def item_updateddate(self, item):
        """When its article was last published."""
        return item.article.last_published_at

    def item_enclosures(self, item):
        """The file, with the length that players show; a file that is gone is no episode's end."""
        try:
            length = item.document.file_size or item.document.file.size
        except OSError:
            length = 0
        address = urljoin(item.article.full_url, item.document.url)
        return [Enclosure(address, str(length), TYPES[item.document.file_extension])]


@require_safe
@conditional_page
def podcast(request):
    """`/phat-thanh.xml`: the recordings of the whole site."""
    return PodcastFeed(_Podcast)(request)
