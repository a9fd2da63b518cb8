"""What pages and bodies of text do differently from Wagtail's."""

from django.http import Http404
from wagtail import hooks
from wagtail.admin.views.pages.listing import IndexView
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.owned_lists import OwnChooser, OwnSnippets
from pages.downtime import DowntimeNotice
from pages.live_links import LivePageLinkHandler
from pages.public_files import may_have

IndexView.paginate_by = 20
"""Pages that a list of the admin shows at once: fifty are 270 KB of HTML, seconds on an office's line."""


@hooks.register("register_rich_text_features", order=100)
def links_that_lead_somewhere(features):
    """In place of Wagtail's handler, which was registered before."""
    features.register_link_type(LivePageLinkHandler)


@hooks.register("before_serve_document")
def files_follow_their_pages(document, request):
    """As if it was not there, so that nobody learns which numbers are taken."""
    if not may_have(request, document):
        raise Http404("Không có tệp này")


@register_snippet
class DowntimeNotices(SnippetViewSet):
    """When the site will be away."""

    model = DowntimeNotice
    index_view_class = OwnSnippets
    chooser_viewset_class = OwnChooser
