"""How templates show counts."""

from django import template
from wagtail.models import Site

from visits.statistics import statistics_for, views_of

register = template.Library()


@register.simple_tag
def view_count(page, legacy_views=0):
    """Views of `page`, its count on an old portal included."""
    return views_of([page.pk])[page.pk] + legacy_views


@register.inclusion_tag("visits/statistics_block.html", takes_context=True)
def visit_statistics(context):
    """The block "Thống kê truy cập"."""
    site = Site.find_for_request(context["request"]) if "request" in context else None
    return {"statistics": statistics_for(site)}
