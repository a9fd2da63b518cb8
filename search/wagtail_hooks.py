"""What editors see of the search in the admin: how to steer it, and what was searched in vain."""

from urllib.parse import urlencode

import django_filters
from django.db.models import Max, Sum
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.communes import sites_worked_for_by
from accounts.gate import Business, open_to
from accounts.menus import RightMenuItem
from accounts.owned_lists import OwnChooser, OwnRows, OwnSnippets
from accounts.rights import RightPolicy
from search import trial, vain
from search.models import BestBet, CheckedQuestion, Synonym, VainSearch

RIGHT = "search.change_synonym"
"""Who may do something about it: teach the search another word."""


class VainSearchFilter(WagtailFilterSet):
    """Since when."""

    since = django_filters.DateFilter(
        field_name="day", lookup_expr="gte", label="Từ ngày", widget=AdminDateInput
    )

    class Meta:
        model = VainSearch
        fields = ["since"]


def _steering_url(row):
    """Where other names or a first page are chosen for a text that found nothing."""
    return f"{reverse('search_trial')}?{urlencode({'q': row['text']})}"


class VainSearchReport(ReportView):
    """Words that found nothing, most frequent first; each leads to where editors help with it.

    Kept 90 days, without anybody's name.
    """

    page_title = "Tìm không thấy"
    header_icon = "search"
    index_url_name = "vain_searches"
    index_results_url_name = "vain_searches_results"
    filterset_class = VainSearchFilter
    default_ordering = "-total"
    is_searchable = False
    permission_policy = RightPolicy(VainSearch)
    permission_required = RIGHT
    list_export = ["text", "total", "last_day"]
    export_headings = {"text": "Từ cần tìm", "total": "Số lần", "last_day": "Lần cuối"}
    columns = [
        TitleColumn(
            "text", label="Từ cần tìm", accessor=lambda row: row["text"], get_url=_steering_url
        ),
        Column("total", label="Số lần", accessor=lambda row: row["total"]),
        DateColumn("last_day", label="Lần cuối", accessor=lambda row: row["last_day"]),
    ]

    def get_base_queryset(self):
        """One row per text over all its days."""
        vain.collect()
        own = sites_worked_for_by(self.request.user)
        rows = VainSearch.objects.filter(site__in=own).values("text")
        return rows.annotate(total=Sum("times"), last_day=Max("day")).order_by("-total", "text")


open_to(Business.ENTERING, "bestbet:", "checkedquestion:", "search_trial", "vain_searches")


@hooks.register("register_admin_urls")
def report_urls():
    """Addresses of the report."""
    return [
        path("dieu-chinh-tim-kiem/", trial.trial, name="search_trial"),
        path("bao-cao/tim-khong-thay/", VainSearchReport.as_view(), name="vain_searches"),
        path(
            "bao-cao/tim-khong-thay/ket-qua/",
            VainSearchReport.as_view(results_only=True),
            name="vain_searches_results",
        ),
    ]


class _OwnRows(OwnRows, IndexView):
    """Of the own communes."""


class _Kept(ModelViewSet):
    """Listed and edited; neither copied nor looked at from pages."""

    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = _OwnRows
    list_filter = ["site"]


class BestBets(_Kept):
    """Pages that stand first for some questions."""

    model = BestBet
    icon = "pick"
    list_display = ["__str__", "page", "site"]


class CheckedQuestions(_Kept):
    """Questions by which the search is measured."""

    model = CheckedQuestion
    icon = "help"
    list_display = ["text", "page", "site"]
    search_fields = ["text"]


@register_snippet
class Synonyms(SnippetViewSet):
    """Other names for one thing."""

    model = Synonym
    index_view_class = OwnSnippets
    chooser_viewset_class = OwnChooser


@hooks.register("register_admin_viewset")
def lists():
    """Reached from the page that steers the search."""
    return [BestBets("bestbet"), CheckedQuestions("checkedquestion")]


@hooks.register("register_settings_menu_item")
def steering_item():
    """Other names, first pages, figures."""
    return RightMenuItem(
        "Điều chỉnh tìm kiếm",
        reverse("search_trial"),
        icon_name="search",
        order=850,
        right=trial.RIGHT,
    )


@hooks.register("register_reports_menu_item")
def report_menu_item():
    """In the menu "Báo cáo"."""
    return RightMenuItem(
        "Tìm không thấy", reverse("vain_searches"), icon_name="search", order=900, right=RIGHT
    )
