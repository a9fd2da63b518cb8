"""The report "Tìm không thấy" in the admin."""

import django_filters
from django.db.models import Max, Sum
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput

from accounts.gate import Business, open_to
from search import vain
from search.models import VainSearch


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
        rows = VainSearch.objects.values("text")
        return rows.annotate(total=Sum("times"), last_day=Max("day")).order_by("-total", "text")


open_to(Business.ENTERING, "vain_searches")


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
    return AdminOnlyMenuItem(
        "Tìm không thấy", reverse("vain_searches"), icon_name="search", order=900
    )
