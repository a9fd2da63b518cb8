"""Menus and link groups in templates."""

from typing import Any

from django import template
from django.template import Context

from links.menus import menu_items
from links.models import Navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The site's menu, footer links and link groups; `current` says which items are marked."""
    request = context["request"]
    setting = Navigation.for_request(request)  # also where it is known: what is kept here shows it
    if not hasattr(request, "_navigation"):
        menu = menu_items(setting.menu_targets, request.path)
        footer = menu_items(setting.footer_targets, request.path)
        request._navigation = {
            "menu": menu,
            "footer": footer,
            "current": [(item.href, item.current) for item in [*menu, *footer] if item.current],
            "link_groups": setting.link_groups,
        }
    return request._navigation
