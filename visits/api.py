"""Public figures for machines: `docs/api-thong-ke.md`. Nothing here that the public page does not say.

Where the commune and its province share a key, each answer carries an HMAC of its body, so that figures
that were passed on by others can be believed.
"""

import hashlib
import hmac
import json
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.identity import SiteIdentity
from visits.figures import site_series, total_of
from visits.models import VisitSettings
from visits.period_form import whole_month
from visits.statistics import statistics_for

SIGNATURE = "X-Portal-Signature"
VERSION = 1


@never_cache
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """`/api/thong-ke/`: the figures of the public block."""
    site, chosen = _open_site(request)
    figures = asdict(statistics_for(site))
    figures["updated_at"] = timezone.localtime(figures["updated_at"]).isoformat()
    return _signed(chosen, {**_head(site), "figures": figures})


@never_cache
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """`/api/thong-ke/2026-10/`: a month in days and in all; 404 for one that has not begun."""
    site, chosen = _open_site(request)
    period = whole_month(f"{month}/{year}", timezone.localdate())
    if period is None:
        raise Http404("Tháng này chưa bắt đầu hoặc không có")
    points = site_series(site.pk, period)
    body = {
        **_head(site),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "is_over": period.is_over,
        "figures": asdict(total_of(points)),
        "days": [{"day": point.label, **asdict(point.figures)} for point in points],
    }
    return _signed(chosen, body)


def signature(key: str, body: bytes) -> str:
    """`sha256=<64 hex digits>` over the bytes of an answer."""
    return f"sha256={hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}"


def _open_site(request: HttpRequest) -> tuple[Site, VisitSettings]:
    site = Site.find_for_request(request)
    chosen = VisitSettings.objects.filter(site=site, public_page=True).first()
    if chosen is None:
        raise Http404("Xã chưa mở trang thống kê")
    return site, chosen


def _head(site: Site) -> dict[str, Any]:
    return {
        "version": VERSION,
        "site": site.hostname,
        "commune": SiteIdentity.for_site(site).commune,
        "estimates": ["online", "visits", "visitors"],
    }


def _signed(chosen: VisitSettings, content: dict[str, Any]) -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    if chosen.province_key:
        response.headers[SIGNATURE] = signature(chosen.province_key, body)
    return response
