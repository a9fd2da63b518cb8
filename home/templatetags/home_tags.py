"""The front page's bands in its template."""

from django import template
from django.utils.html import format_html_join

from home.bands import bands_of, may_be_remembered

register = template.Library()


@register.simple_tag(takes_context=True)
def home_bands(context):
    """All bands from the top down: remembered ones for readers, made now for everybody else."""
    page, request = context["page"], context.get("request")
    if request is not None and may_be_remembered(page, request):
        found = bands_of(page, request)
    else:
        found = (block.render(context=context.flatten()) for block in page.bands)
    return format_html_join("", "{}", ((html,) for html in found))
