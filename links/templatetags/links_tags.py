"""Menus and link groups in templates."""

from django import template

from links.models import Navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context):
    """The site's menu, footer links and link groups; read once per request."""
    return Navigation.for_request(context["request"])
