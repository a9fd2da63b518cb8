"""What every body of text does differently from Wagtail's."""

from django.http import Http404
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.owned_lists import OwnChooser, OwnSnippets
from pages.downtime import DowntimeNotice
from pages.live_links import LivePageLinkHandler
from pages.public_files import may_have


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
