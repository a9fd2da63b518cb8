"""Where the statistics appear in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.gate import Business, open_to
from pages.late_views import late
from visits.access import Person, may_see_statistics

_urls = (
    [
        path("", late("visits.dashboard.DashboardView"), name="dashboard"),
        path("bao-cao/", late("visits.report_screens.DraftView"), name="printed_report"),
        path("bao-cao/lap/", late("visits.report_screens.ReportsScreen"), name="reports"),
        path(
            "bao-cao/<int:report_id>/",
            late("visits.report_screens.frozen_report"),
            name="frozen_report",
        ),
        path("noi-gioi-thieu/", late("visits.referrer_screen.ReferrersScreen"), name="referrers"),
        path(
            "nguon/",
            late("visits.source_screen.SourceHistoryView"),
            name="source_history",
        ),
        path("trang/<int:page_id>/", late("visits.dashboard.PageHistoryView"), name="page_history"),
    ],
    "visits",
)


open_to(Business.ENTERING, "visits:")


@hooks.register("register_admin_urls")
def statistics_urls() -> list[Any]:
    """Addresses below `thong-ke/`."""
    return [path("thong-ke/", include(_urls))]


class _StatisticsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_statistics(request.user)


@hooks.register("register_admin_menu_item")
def statistics_menu_item() -> MenuItem:
    """The menu item, beside pages and images, not hidden among the reports."""
    return _StatisticsMenuItem(
        "Thống kê", reverse("visits:dashboard"), name="thong-ke", icon_name="view", order=350
    )


@hooks.register("register_permissions")
def statistics_permission() -> QuerySet[Permission]:
    """The permission on the form of a role."""
    return Permission.objects.filter(content_type__app_label="visits", codename="view_statistics")


def _history_button(page: Page) -> Button:
    return Button(
        "Lượt xem", reverse("visits:page_history", args=[page.pk]), icon_name="view", priority=55
    )


@hooks.register("register_page_listing_more_buttons")
def history_in_listing(page: Page, user: Person, next_url: str | None = None) -> Iterator[Button]:
    """The history of a page, from its menu in the list of pages."""
    if may_see_statistics(user) and page.live:
        yield _history_button(page)


@hooks.register("register_page_header_buttons")
def history_in_header(
    page: Page, user: Person, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """The same in the menu of a page that is being edited."""
    if may_see_statistics(user) and page.live:
        yield _history_button(page)
