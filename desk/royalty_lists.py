"""Rate tables, budgets and pen names, together under one menu item.

No snippets, although Wagtail would call them so: a snippet brings a chooser that opens to everybody
in the admin, and who earns what is nobody else's business.
"""

from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from accounts.owned_lists import OwnRows
from desk.models import PenName, RoyaltyBudget, RoyaltyTable


class _OwnRows(OwnRows, IndexView):
    """Of the own communes."""


class _Kept(ModelViewSet):
    """Listed, edited and logged; neither copied nor referred to by pages."""

    index_view_class = _OwnRows
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields = []


class RoyaltyTables(_Kept):
    """What a unit is worth and which coefficient a kind has."""

    model = RoyaltyTable
    icon = "table"
    menu_label = "Bảng hệ số nhuận bút"
    list_display = ["name", "valid_from", "unit_value", "decision"]


class RoyaltyBudgets(_Kept):
    """The money for a year."""

    model = RoyaltyBudget
    icon = "calendar-alt"
    menu_label = "Dự toán nhuận bút"
    list_display = ["year", "amount", "note"]


class PenNames(_Kept):
    """Who stands behind a name."""

    model = PenName
    icon = "user"
    menu_label = "Bút danh"
    list_display = ["name", "full_name", "unit", "paid"]
    search_fields = ["name", "full_name"]


class RoyaltyGroup(ModelViewSetGroup):
    """In the menu after the reports."""

    items = (RoyaltyTables("royaltytable"), RoyaltyBudgets("royaltybudget"), PenNames("penname"))
    menu_icon = "table"
    menu_label = "Nhuận bút"
    menu_name = "nhuan-but"
    menu_order = 9500
