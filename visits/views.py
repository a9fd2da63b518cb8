"""The public statistics page, where the commune has turned it on."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Site

from visits.charts import NARROW, make_chart
from visits.figures import site_series, total_of
from visits.models import VisitSettings, reload_minutes
from visits.periods import Period
from visits.report import series_table
from visits.statistics import statistics_for


def public_statistics(request):
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


def _months_of(site, today):
    return site_series(site.pk, Period(today.replace(month=1, day=1), today), by_month=True)
