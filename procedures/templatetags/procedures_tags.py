"""How procedures are shown."""

import re
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
def all_folded(groups):
    """Whether nothing of a case stands open: on paper its heading would stand over nothing."""
    return all(group.is_folded for group in groups)


@register.filter
def marked(title, query):
    """The words of `title` that were asked for, marked; accents need not agree."""
    asked = set(words_of(query or ""))
    parts = _WORD.split(title)
    flags = [bool(set(words_of(part)) & asked) for part in parts]
    for place in range(2, len(parts) - 2, 2):  # the gap between two marked words
        flags[place] = flags[place - 1] and flags[place + 1] and parts[place].isspace()
    runs = groupby(zip(flags, parts, strict=True), key=lambda pair: pair[0])
    texts = ((is_marked, "".join(part for _, part in run)) for is_marked, run in runs)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if on else text,) for on, text in texts)
    )


@register.simple_tag
def tile_icon(name):
    """The line drawing of a tile; the word stands beside it."""
    drawing = TILE_ICONS.get(name) or TILE_ICONS["paper"]
    return format_html(
        '<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="2.2" '
        'aria-hidden="true">{}</svg>',
        SafeString(drawing),
    )
