"""What links add to the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.owned_lists import OwnChooser, OwnSnippets
from links.models import LinkGroup


@register_snippet
class LinkGroups(SnippetViewSet):
    """Lists of links beside articles."""

    model = LinkGroup
    index_view_class = OwnSnippets
    chooser_viewset_class = OwnChooser
