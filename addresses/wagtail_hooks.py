"""The report "Địa chỉ không có" in the admin."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Max, QuerySet, Sum
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

from accounts.communes import sites_worked_for_by
from accounts.gate import Business, open_to
from accounts.menus import RightMenuItem
from accounts.rights import RightPolicy
from addresses.known import told_of
from addresses.models import MissingAddress
from addresses.queries import lead_on

RIGHT = "wagtailredirects.add_redirect"
"""Who may do something about it: lead the address on."""


class MissingAddressFilter(WagtailFilterSet):
    """Since when."""

    since = django_filters.DateFilter(
        field_name="day", lookup_expr="gte", label="Từ ngày", widget=AdminDateInput
    )

    class Meta:
        model = MissingAddress
        fields = ["since"]


class MissingAddressReport(ReportView):
    """Addresses that answered 404, most asked for first; kept 90 days, without anybody's name."""

    page_title = "Địa chỉ không có (404)"
    header_icon = "link"
    index_url_name = "missing_addresses"
    index_results_url_name = "missing_addresses_results"
    filterset_class = MissingAddressFilter
    default_ordering = "-total"
    is_searchable = False
    permission_policy = RightPolicy(MissingAddress)
    permission_required = RIGHT
    list_export = ["path", "total", "last_day"]
    export_headings = {"path": "Địa chỉ", "total": "Số lần", "last_day": "Lần cuối"}
    columns = [
        Column("path", label="Địa chỉ", accessor=lambda row: row["path"]),
        Column("total", label="Số lần", accessor=lambda row: row["total"]),
        DateColumn("last_day", label="Lần cuối", accessor=lambda row: row["last_day"]),
        Column("known", label="Từng là", accessor=lambda row: row["known"]),
    ]

    def get_table(self, object_list: Iterable[dict[str, Any]], **kwargs: Any) -> Any:
        """With what other rooms know of each address, asked once a page."""
        rows = list(object_list)
        known = told_of({row["path"] for row in rows}, sites_worked_for_by(self.request.user))
        told = [{**row, "known": known.get(row["path"], "")} for row in rows]
        return super().get_table(told, **kwargs)

    def get_base_queryset(self) -> QuerySet[MissingAddress, Any]:
        """One row per address over all its days."""
        own = sites_worked_for_by(self.request.user)
        rows = MissingAddress.objects.filter(site__in=own).values("path")
        return rows.annotate(total=Sum("times"), last_day=Max("day")).order_by("-total", "path")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Straight to where a redirect is made."""
        return [
            HeaderButton("Thêm chuyển hướng", url=reverse("wagtailredirects:add"), icon_name="plus")
        ]


open_to(Business.ENTERING, "missing_addresses")


hooks.register("before_serve_page", lead_on)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Addresses of the report."""
    return [
        path("bao-cao/dia-chi-khong-co/", MissingAddressReport.as_view(), name="missing_addresses"),
        path(
            "bao-cao/dia-chi-khong-co/ket-qua/",
            MissingAddressReport.as_view(results_only=True),
            name="missing_addresses_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> RightMenuItem:
    """In the menu "Báo cáo"."""
    return RightMenuItem(
        "Địa chỉ không có (404)",
        reverse("missing_addresses"),
        icon_name="link",
        order=910,
        right=RIGHT,
    )
