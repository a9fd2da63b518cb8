"""What templates of the admin ask the desk."""

from django import template
from django.conf import settings
from wagtail.permissions import page_permission_policy

from desk.numbers import shown_number

register = template.Library()


@register.filter
def may_write(user):
    """Whether the person may add pages anywhere."""
    return page_permission_policy.user_has_permission(user, "add")


@register.simple_tag
def portal_version():
    """The version of the portal, for whoever reports a fault."""
    return settings.VERSION


@register.filter
def decimal_comma(number):
    """`1.5` -> `1,5`"""
    return shown_number(number)


@register.filter
def stamp(row):
    """The figures of a row of the royalty sheet as they are shown now."""
    return f"{row.coefficient}|{row.pictures}|{row.note}"
