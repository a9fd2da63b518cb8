"""Where the statistics appear in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts.gate import Business, open_to
from visits.access import may_see_statistics
from visits.dashboard import DashboardView, PageHistoryView
from visits.referrer_screen import ReferrersScreen
from visits.report_screens import DraftView, ReportsScreen, frozen_report

_urls = (
    [
        path("", DashboardView.as_view(), name="dashboard"),
        path("bao-cao/", DraftView.as_view(), name="printed_report"),
        path("bao-cao/lap/", ReportsScreen.as_view(), name="reports"),
        path("bao-cao/<int:report_id>/", frozen_report, name="frozen_report"),
        path("noi-gioi-thieu/", ReferrersScreen.as_view(), name="referrers"),
        path("trang/<int:page_id>/", PageHistoryView.as_view(), name="page_history"),
    ],
    "visits",
)


open_to(Business.ENTERING, "visits:")


@hooks.register("register_admin_urls")
def statistics_urls():
    """Addresses below `thong-ke/`."""
    return [path("thong-ke/", include(_urls))]


class _StatisticsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_statistics(request.user)


@hooks.register("register_admin_menu_item")
def statistics_menu_item():
    """The menu item, beside pages and images, not hidden among the reports."""
    return _StatisticsMenuItem(
        "Thống kê", reverse("visits:dashboard"), name="thong-ke", icon_name="view", order=350
    )


@hooks.register("register_permissions")
def statistics_permission():
    """The permission on the form of a role."""
    return Permission.objects.filter(content_type__app_label="visits", codename="view_statistics")


def _history_button(page):
    return Button(
        "Lượt xem", reverse("visits:page_history", args=[page.pk]), icon_name="view", priority=55
    )


@hooks.register("register_page_listing_more_buttons")
def history_in_listing(page, user, next_url=None):
    """The history of a page, from its menu in the list of pages."""
    if may_see_statistics(user) and page.live:
        yield _history_button(page)


@hooks.register("register_page_header_buttons")
def history_in_header(page, user, view_name, next_url=None):
    """The same in the menu of a page that is being edited."""
    if may_see_statistics(user) and page.live:
        yield _history_button(page)
