"""The public statistics page, where the commune has turned it on."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from visits.charts import NARROW, make_chart
from visits.figures import Point, site_series, total_of
from visits.freezing import newer_version, verdict_on
from visits.models import FrozenReport, VisitSettings, reload_minutes
from visits.periods import Period
from visits.report import series_table
from visits.report_sheet import sheet
from visits.statistics import statistics_for


def public_statistics(request: HttpRequest) -> HttpResponse:
    """`/thong-ke-truy-cap/`: the block's figures, this year month by month, and how it is counted."""
    site = Site.find_for_request(request)
    if not VisitSettings.objects.filter(site=site, public_page=True).exists():
        raise Http404("Xã chưa mở trang thống kê")
    today = timezone.localdate()
    months = _months_of(site, today)
    context = {
        "statistics": statistics_for(site),
        "year": today.year,
        "chart": make_chart(f"Lượt xem từng tháng năm {today.year}", months, width=NARROW),
        "table": series_table(months, total_of(months)),
        "reload_minutes": reload_minutes(),
    }
    return render(request, "visits/public_statistics.html", context)


@never_cache
def verify_report(request: HttpRequest, code: str) -> HttpResponse:
    """`/xac-minh/<code>/`: whether a printed sheet is genuine, and the latest of its period."""
    report = FrozenReport.objects.filter(code=code.lower()).first()
    site = Site.find_for_request(request)
    if report is None or site is None or report.site_id != site.pk:
        return render(request, "visits/verify_report.html", {"code": code[:40]}, status=404)
    context = sheet(report.content, report, site.root_url)
    context |= {"verdict": verdict_on(report).value, "newer": newer_version(report)}
    return render(request, "visits/verify_report.html", context)


def _months_of(site: Site, today: date) -> list[Point]:
    return site_series(site.pk, Period(today.replace(month=1, day=1), today), by_month=True)
