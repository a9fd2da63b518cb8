"""Menus and link groups in templates."""

from django import template

from links.menus import menu_items
from links.models import Navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context):
    """The site's menu, footer links and link groups; read once per request."""
    request = context["request"]
    if not hasattr(request, "_navigation"):
        setting = Navigation.for_request(request)
        request._navigation = {
            "menu": menu_items(setting.menu, request.path),
            "footer": menu_items(setting.footer, request.path),
            "link_groups": setting.link_groups,
        }
    return request._navigation
