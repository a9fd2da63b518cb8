"""schema.org for search engines: where a page stands, and who publishes the site.

A kind of page says what it is by `structured_data(identity)` (see `pages.models.BasePage`).
"""

import json

from django.utils.safestring import mark_safe

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_SCRIPT = '<script type="application/ld+json">{}</script>'
CONTEXT = "https://schema.org"


def data_script(items):
    """A data block: browsers do not run it, and no text can close it early."""
    graph = items[0] if len(items) == 1 else {"@graph": items}
    text = json.dumps({"@context": CONTEXT} | graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(_SCRIPT.format(text.translate(_ESCAPES)))  # noqa: S308 - <, > and & are escaped


def breadcrumbs(page):
    """`BreadcrumbList` of the pages above `page` and itself, or None on a front page."""
    trail = [*page.trail, page]
    if len(trail) < 2:
        return None
    items = [
        {"@type": "ListItem", "position": place, "name": one.title, "item": one.full_url}
        for place, one in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organisation(identity, url=""):
    """`GovernmentOrganization`: the commune's People's Committee."""
    found = {
        "@type": "GovernmentOrganization",
        "name": identity.governing_body or identity.commune,
        "url": url,
        "telephone": identity.telephone,
        "email": identity.email,
        "address": identity.address,
        "areaServed": ", ".join(filter(None, [identity.commune, identity.province])),
    }
    return {name: value for name, value in found.items() if value}
