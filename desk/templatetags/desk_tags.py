"""What templates of the admin ask the desk."""

from django import template
from wagtail.permissions import page_permission_policy

register = template.Library()


@register.filter
def may_write(user):
    """Whether the person may add pages anywhere."""
    return page_permission_policy.user_has_permission(user, "add")
