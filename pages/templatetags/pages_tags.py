"""What page templates share."""

from django import template
from django.utils.formats import number_format

from pages.pictures import picture_sources

register = template.Library()


@register.filter
def vnumber(value):
    """1234567 -> 1.234.567"""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.inclusion_tag("components/picture.html")
def picture(image, alt="", shape="", sizes="100vw", priority=False):
    """A responsive picture that reserves its space; `shape` "wide" crops to 3:2."""
    return picture_sources(image, shape=shape) | {"alt": alt, "sizes": sizes, "priority": priority}
