"""How the search page builds its links."""

from django import template

from pages.paging import PAGE_PARAMETER

register = template.Library()


@register.simple_tag(takes_context=True)
def filter_query(context, name, value=""):
    """The present query with one filter set, or taken off; back on the first page."""
    query = context["request"].GET.copy()
    query.pop(PAGE_PARAMETER, None)
    query.pop(name, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}"
