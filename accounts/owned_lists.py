"""Lists and choosers in the admin of what a commune owns."""

from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import IndexView

from accounts import walls


class OwnRows:
    """Mixed into a list: rows of the own communes."""

    def get_base_queryset(self):
        """Those alone."""
        return walls.of_own(self.request.user, super().get_base_queryset())


class OwnSnippets(OwnRows, IndexView):
    """The list of a snippet."""


class _OwnChoices:
    def get_object_list(self):
        return walls.of_sites_worked_for(self.request.user, super().get_object_list())


class ChooseOwn(_OwnChoices, ChooseView):
    """The chooser's window."""


class ChooseOwnResults(_OwnChoices, ChooseResultsView):
    """The list in it."""


class OwnChooser(SnippetChooserViewSet):
    """Offers what is of the own communes."""

    choose_view_class = ChooseOwn
    choose_results_view_class = ChooseOwnResults
