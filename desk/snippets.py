"""Rate tables, budgets and pen names, together under one menu item."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from desk.models import PenName, RoyaltyBudget, RoyaltyTable


class RoyaltyTables(SnippetViewSet):
    """What a unit is worth and which coefficient a kind has."""

    model = RoyaltyTable
    icon = "table"
    menu_label = "Bảng hệ số nhuận bút"
    list_display = ["name", "valid_from", "unit_value", "decision"]


class RoyaltyBudgets(SnippetViewSet):
    """The money for a year."""

    model = RoyaltyBudget
    icon = "calendar-alt"
    menu_label = "Dự toán nhuận bút"
    list_display = ["year", "amount", "note"]


class PenNames(SnippetViewSet):
    """Who stands behind a name."""

    model = PenName
    icon = "user"
    menu_label = "Bút danh"
    list_display = ["name", "full_name", "unit", "paid"]
    search_fields = ["name", "full_name"]


class RoyaltyGroup(SnippetViewSetGroup):
    """In the menu after the reports."""

    items = (RoyaltyTables, RoyaltyBudgets, PenNames)
    menu_icon = "table"
    menu_label = "Nhuận bút"
    menu_name = "nhuan-but"
    menu_order = 9500
