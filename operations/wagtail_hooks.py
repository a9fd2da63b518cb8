"""What operations add to the admin: the page "Máy chủ", and a word on the home page when it is needed."""

from django.core.cache import cache
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.gate import Business, open_to
from operations import findings, server_page

SECONDS = 60
"""How long the home page believes the last look."""

open_to(Business.ENTERING, "server")


@hooks.register("register_admin_urls")
def admin_urls():
    """Below the admin."""
    return [path("may-chu/", server_page.server, name="server")]


class _ServerItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(server_page.RIGHT)


@hooks.register("register_settings_menu_item")
def server_item():
    """Beside the other things that administrators see to."""
    return _ServerItem("Máy chủ", reverse("server"), icon_name="cog", order=910)


class ServerPanel(Component):
    """One line: a fault that no letter can tell of is seen by whoever opens the admin."""

    name, order = "may-chu", 10
    template_name = "operations/server_panel.html"

    def __init__(self, count):
        self.count = count

    def get_context_data(self, parent_context):
        """How many things."""
        return {"count": self.count}


@hooks.register("construct_homepage_panels", order=100)
def what_the_machine_needs(request, home_panels):
    """For administrators, when there is something."""
    if request.user.has_perm(server_page.RIGHT):
        count = cache.get_or_set("operations-findings", _count, SECONDS)
        if count:
            home_panels.insert(0, ServerPanel(count))


def _count():
    return sum(1 for text in findings.all_of_them() if text)
