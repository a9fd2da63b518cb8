"""What the design app adds to the admin."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from design import views


@hooks.register("register_admin_urls")
def gallery_url() -> list[URLPattern]:
    """The component gallery, behind the admin's login."""
    return [path("giao-dien/", views.gallery, name="design_gallery")]


@hooks.register("register_help_menu_item")
def gallery_menu_item() -> MenuItem:
    """Shown under "Trợ giúp"."""
    return MenuItem("Bộ giao diện", reverse("design_gallery"), icon_name="view", order=900)
