"""How templates show counts, and how a page asks to be counted.

A page must show even where counting is broken: a figure that cannot be read is left out.
"""

import logging

from django import template
from django.db import DatabaseError
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from pages import moving
from pages.remembering import remembered
from pages.templatetags.pages_tags import vnumber
from visits.page_tokens import token_for
from visits.shown_figures import statistics_block
from visits.statistics import shown_views, statistics_for

STATISTICS_SECONDS = 10

register = template.Library()
_log = logging.getLogger(__name__)


@register.simple_tag(takes_context=True)
def view_count(context: Context, page: Page, legacy_views: int = 0) -> str | None:
    """Views of `page` as written, its count on an old portal included; None when it cannot be read."""
    try:
        views = str(vnumber(shown_views(page.pk, legacy_views)))
    except DatabaseError:
        _log.exception("Chưa đọc được số lượt xem")
        return None
    site = _site(context)
    if site is None or not moving.are_allowed(context.get("request")):
        return views
    return moving.place("views", f"{site.pk}.{page.pk}.{legacy_views}", views)


@register.simple_tag(takes_context=True)
def visit_statistics(context: Context) -> SafeString:
    """The block "Thống kê truy cập", of at most some seconds ago."""
    site = _site(context)
    if site and moving.are_allowed(context.get("request")):
        return moving.place("statistics", str(site.pk))
    key = ("visit statistics", site and site.pk)
    try:
        return remembered(
            key, lambda: statistics_block(statistics_for(site)), longest=STATISTICS_SECONDS
        )
    except DatabaseError:
        _log.exception("Chưa đọc được thống kê truy cập")
        return statistics_block(None)


@register.inclusion_tag("visits/view_beacon.html", takes_context=True)
def view_beacon(context: Context) -> dict[str, str | None]:
    """What the page's script and the picture for browsers without scripts need to report a view.

    Nothing in a preview, and nothing where no page is shown (search, errors). The same text for every
    visitor, and no query: the page stays cacheable.
    """
    page, request = context.get("page"), context.get("request")
    is_preview = getattr(request, "is_preview", False)
    if is_preview or not isinstance(page, Page) or page.pk is None:
        return {"token": None}
    site = _site(context)
    return {"token": token_for(site.pk, page.pk) if site else None}


def _site(context: Context) -> Site | None:
    request = context.get("request")
    return Site.find_for_request(request) if request else None
