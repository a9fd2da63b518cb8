"""A link to a page leads to it as long as readers can see it, and is plain words afterwards.

Wagtail writes `href="None"` for a page that lies in the trash, and leads readers of an unpublished
page to "not found".
"""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from pages.shown import named


def address_of(page) -> str:
    """Where readers find the page; "" where there is none, or none that they can see."""
    return page.url or "" if page is not None and page.live else ""


class LivePageLinkHandler(PageLinkHandler):
    """Links in running text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        """The opening tag of each; without an address the words stand there alone."""
        with named():
            addresses = [address_of(page) for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]
