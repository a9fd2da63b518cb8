"""How templates show counts, and how a page asks to be counted.

A page must show even where counting is broken: a figure that cannot be read is left out.
"""

import logging

from django import template
from django.db import DatabaseError
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from pages.remembering import remembered
from visits.page_tokens import token_for
from visits.statistics import VisitStatistics, shown_views, statistics_for

STATISTICS_SECONDS = 10

register = template.Library()
_log = logging.getLogger(__name__)


@register.simple_tag
def view_count(page: Page, legacy_views: int = 0) -> int | None:
    """Views of `page`, its count on an old portal included; None when it cannot be read."""
    try:
        return shown_views(page.pk, legacy_views)
    except DatabaseError:
        _log.exception("Chưa đọc được số lượt xem")
        return None


@register.simple_tag(takes_context=True)
def visit_statistics(context: Context) -> SafeString:
    """The block "Thống kê truy cập", of at most STATISTICS_SECONDS ago.

    Its three queries and its rows of figures were a quarter of a page's cost.
    """
    site = _site(context)
    key = ("visit statistics", site and site.pk)
    try:
        return remembered(key, lambda: _block(statistics_for(site)), longest=STATISTICS_SECONDS)
    except DatabaseError:
        _log.exception("Chưa đọc được thống kê truy cập")
        return _block(None)


def _block(statistics: VisitStatistics | None) -> SafeString:
    return render_to_string("visits/statistics_block.html", {"statistics": statistics})


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
