"""How procedures are shown."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from procedures.icons import TILE_ICONS
from procedures.matching import words_of
from procedures.prose import prose_html

register = template.Library()

_WORD = re.compile(r"(\w+)")


@register.filter
def prose(text):
    """National plain text as paragraphs and lists."""
    return prose_html(text or "")


@register.filter
def marked(title, query):
    """The words of `title` that were asked for, marked; accents need not agree."""
    asked = set(words_of(query or ""))
    parts = [
        f"<mark>{escape(part)}</mark>" if asked and set(words_of(part)) & asked else escape(part)
        for part in _WORD.split(title)
    ]
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))  # noqa: S308 - escaped above


@register.simple_tag
def tile_icon(name):
    """The line drawing of a tile; the word stands beside it."""
    drawing = TILE_ICONS.get(name) or TILE_ICONS["paper"]
    return format_html(
        '<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="2.2" '
        'aria-hidden="true">{}</svg>',
        mark_safe(drawing),  # noqa: S308 - our own drawings
    )
