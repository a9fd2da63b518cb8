"""What moving an old portal adds to the admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem

from accounts.gate import Business, open_to
from legacy import known_addresses  # noqa: F401 - importing registers what it knows of missing addresses
from pages.late_views import late

open_to(Business.ENTERING, "old_portal_")


@hooks.register("register_admin_urls")
def old_portal_urls():
    """Runs, one run, the articles to look at."""
    return [
        path("trang-cu/", late("legacy.views.RunsView"), name="old_portal_runs"),
        path("trang-cu/can-xem/", late("legacy.views.DoubtsView"), name="old_portal_doubts"),
        path("trang-cu/can-xem/<int:pk>/", late("legacy.views.settle"), name="old_portal_settle"),
        path("trang-cu/<int:pk>/", late("legacy.views.RunView"), name="old_portal_run"),
        path("trang-cu/<int:pk>/bang.csv", late("legacy.views.as_csv"), name="old_portal_csv"),
        path("trang-cu/<int:pk>/lam-tiep/", late("legacy.views.go_on"), name="old_portal_go_on"),
        path(
            "trang-cu/<int:pk>/xem-truoc/", late("legacy.views.preview"), name="old_portal_preview"
        ),
        path("trang-cu/<int:pk>/lay-lai/", late("legacy.views.take_back"), name="old_portal_undo"),
    ]


@hooks.register("register_reports_menu_item")
def old_portal_menu_item():
    """In the menu "Báo cáo"."""
    return AdminOnlyMenuItem(
        "Chuyển từ trang cũ", reverse("old_portal_runs"), icon_name="history", order=920
    )
