"""Icons in templates."""

from functools import cache
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design import first_view as carried
from design.icons import ICONS

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A line icon that says nothing by itself: the word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="22" height="22" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="square" aria-hidden="true">{}</svg>',
        SafeString(ICONS[name]),
    )


@register.simple_tag
def first_view(name: str = "page") -> SafeString:
    """What the page carries in itself to be drawn at once; every page's own also brings the script."""
    style = format_html("<style>{}</style>", SafeString(carried.style(name)))
    if name != "page":
        return style
    return format_html("{}<script>{}</script>", style, SafeString(carried.script()))


@register.simple_tag(takes_context=True)
def component(context: Context, template_name: str, state: dict[str, Any]) -> SafeString:
    """Render a component with one state of the gallery."""
    engine = context.template.engine if context.template else Engine.get_default()
    with context.push(**state):
        return engine.get_template(template_name).render(context)
