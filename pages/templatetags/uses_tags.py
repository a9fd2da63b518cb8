"""Who uses what is about to be deleted, for Wagtail's screens that ask."""

from django import template
from django.db.models import Model

from pages.uses import uses_of

register = template.Library()
_NAMES = ("image", "document", "object", "page", "instance")
"""What Wagtail's screens call the thing that they ask about, the bulk ones with the row around it."""


@register.simple_tag(takes_context=True)
def uses_here(context):
    """`{"shown": [Use, …], "more": n, "kind": "hình ảnh"}` of the thing on the screen."""
    thing = next(filter(None, map(_thing, map(context.get, _NAMES))), None)
    if thing is None:
        return {"shown": [], "more": 0, "kind": ""}
    shown, more = uses_of(thing)
    return {
        "shown": shown, "more": more, "count": len(shown) + more, "kind": thing._meta.model_name,
    }  # fmt: skip


def _thing(found):
    found = found.get("item") if isinstance(found, dict) else found
    return found if isinstance(found, Model) and found.pk else None
