"""What a page says about itself to machines: canonical address, Open Graph, Dublin Core.

Sources: RFC 6596 (canonical), ogp.me, DCMI "Expressing Dublin Core in HTML" (Decree 224/2026
Đ11.5 asks for metadata without naming a vocabulary; the earlier circulars named Dublin Core).
"""

from dataclasses import dataclass
from datetime import datetime

from pages import share_card
from pages.paging import PAGE_PARAMETER, asked_page
from pages.structured_data import breadcrumbs, organisation

MAX_DESCRIPTION = 200


@dataclass(frozen=True)
class Metadata:
    """Values for `components/head_metadata.html`; addresses are absolute."""

    title: str
    url: str
    description: str = ""
    image_url: str = ""
    """The page's share card (`pages.share_card`)."""
    kind: str = "website"
    published: datetime | None = None
    section: str = ""
    creator: str = ""


def metadata_of(page, request, identity):
    """The metadata of a published page."""
    card = page.card()
    number = asked_page(request)
    return Metadata(
        title=card.title,
        url=page.get_full_url(request) + (f"?{PAGE_PARAMETER}={number}" if number > 1 else ""),
        description=_short(page.search_description or card.summary),
        image_url=f"{_origin(page, request)}{share_card.address_of(page, identity)}",
        kind="article" if card.section else "website",
        published=card.date,
        section=card.section,
        creator=getattr(page, "author", "") or identity.governing_body or identity.commune,
    )


def structured_data_of(page, request, identity):
    """A list of schema.org items about the page."""
    trail = breadcrumbs(page)
    if trail is None:
        origin = _origin(page, request)
        site = {
            "@type": "WebSite",
            "name": identity.full_title,
            "url": f"{origin}/",
            "inLanguage": "vi",
        }
        return [organisation(identity, f"{origin}/"), site]
    return [trail, *page.structured_data(identity)]


def _origin(page, request):
    _, root_url, _ = page.get_url_parts(request)
    return root_url


def _short(text):
    words = " ".join(text.split())
    if len(words) <= MAX_DESCRIPTION:
        return words
    return words[:MAX_DESCRIPTION].rpartition(" ")[0] + "…"
