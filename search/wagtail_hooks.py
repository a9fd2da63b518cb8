"""The report "Tìm không thấy" in the admin."""

import django_filters
from django.db.models import Max, Sum
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from accounts.communes import sites_worked_for_by
from accounts.menus import RightMenuItem
from accounts.rights import RightPolicy
from search import vain
from search.models import VainSearch

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


class VainSearchReport(ReportView):
    """Words that found nothing, most frequent first; kept 90 days, without anybody's name."""

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
        Column("text", label="Từ cần tìm", accessor=lambda row: row["text"]),
        Column("total", label="Số lần", accessor=lambda row: row["total"]),
        DateColumn("last_day", label="Lần cuối", accessor=lambda row: row["last_day"]),
    ]

    def get_base_queryset(self):
        """One row per text over all its days."""
        vain.collect()
        own = sites_worked_for_by(self.request.user)
        rows = VainSearch.objects.filter(site__in=own).values("text")
        return rows.annotate(total=Sum("times"), last_day=Max("day")).order_by("-total", "text")


@hooks.register("register_admin_urls")
def report_urls():
    """Addresses of the report."""
    return [
        path("bao-cao/tim-khong-thay/", VainSearchReport.as_view(), name="vain_searches"),
        path(
            "bao-cao/tim-khong-thay/ket-qua/",
            VainSearchReport.as_view(results_only=True),
            name="vain_searches_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item():
    """In the menu "Báo cáo"."""
    return RightMenuItem(
        "Tìm không thấy", reverse("vain_searches"), icon_name="search", order=900, right=RIGHT
    )
