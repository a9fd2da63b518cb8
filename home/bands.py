"""The bands of the front page, each rendered once until something that it shows changes.

An article that is published makes the bands with articles anew; tiles, calendar, contacts and links stay.
What a band was made from is noted while it is made (`pages.remembering`), so it is given its values afresh:
whatever it asks the database for, it asks then.
"""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils import timezone
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.settings.context_processors import SettingProxy

from pages import moving, sites
from pages.freshness import changes_at
from pages.remembering import forget, remembered

TELL_NO_NEWS = {"today", "tasks", "info_band"}
"""Kinds that look the same whatever lead story stands above them."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band as readers get it, the moment at which it looks different, and its lead stories."""

    html: str
    until: datetime | None
    leads: frozenset[int]


def bands_of(page, request):
    """The HTML of each band, from the top down."""
    for place, raw in enumerate(page.bands.raw_data):
        yield _band(page, request, place, (raw["type"], raw.get("id")))


def may_be_remembered(page, request):
    """Only what readers get whose page goes through `pages.moving`: no preview, nobody signed in."""
    return bool(page.pk) and moving.are_allowed(request) and sites.is_of_now(request)


def _band(page, request, place, name):
    leads = request.__dict__.setdefault("_leads_shown", set())
    above = frozenset() if name[0] in TELL_NO_NEWS else frozenset(leads)
    key = ("band", page.pk, place, name, above)
    build = partial(_rendered, page, request, place, above)
    band = remembered(key, build, of_site=True)
    if band.until is not None and band.until <= timezone.now():
        forget(key)
        band = remembered(key, build, of_site=True)
    changes_at(request, band.until)
    leads |= band.leads
    return band.html


def _rendered(page, request, place, leads):
    """By itself, as for a request that has shown `leads` so far."""
    alone = copy(request)
    alone.__dict__.pop("changes_at", None)
    alone.__dict__.pop("_navigation", None)
    alone.__dict__["_leads_shown"] = set(leads)
    stream = StreamValue(page.bands.stream_block, [dict(page.bands.raw_data[place])], is_lazy=True)
    if not stream:  # of a kind that is no more
        return Band("", None, frozenset())
    html = stream[0].render(
        context={"page": page, "request": alone, "settings": SettingProxy(alone)}
    )
    return Band(html, getattr(alone, "changes_at", None), frozenset(alone.__dict__["_leads_shown"]))
