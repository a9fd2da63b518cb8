"""The officials' screens in the Wagtail admin: statistics, history of one page, printed report."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from pages.identity import SiteIdentity
from visits import exports
from visits.access import chosen_site, sites_for
from visits.charts import make_chart
from visits.figures import page_series, total_of
from visits.kpis import kpis
from visits.models import OpeningBalance, PageTotal, reload_minutes
from visits.period_form import CUSTOM, NAMES, PeriodForm, whole_month
from visits.report import build_report, page_table

_RANK_OF_COMMUNE = re.compile(r"^(xã|phường|đặc khu)\s+", re.I)


class _StatisticsScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share: the site, the period, and who may look."""

    header_icon = "view"
    page_title = "Thống kê"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.site = chosen_site(request)
        # Without a choice, an unbound form would be invalid and hide the default's name.
        self.form = PeriodForm(request.GET or {})

    def get_breadcrumbs_items(self):
        items = [{"url": reverse("visits:dashboard"), "label": self.page_title}]
        title = self.get_page_title()
        if title != self.page_title:
            items.append({"url": "", "label": title})
        return [*super().get_breadcrumbs_items(), *items]

    def get_context_data(self, **kwargs):
        """The choices that the screen offers."""
        return super().get_context_data(**kwargs) | {
            "site": self.site,
            "sites": sites_for(self.request.user),
            "form": self.form,
            "period_name": self.form.name,
            "period_names": NAMES,
            "custom": CUSTOM,
            "period": self.period,
            "query": self._query_without("dinh-dang", "bang"),
            "reload_minutes": reload_minutes(),
        }

    @property
    def period(self):
        """The period that is looked at."""
        return self.form.period

    def _query_without(self, *names):
        parameters = self.request.GET.copy()
        for name in names:
            parameters.pop(name, None)
        return parameters.urlencode()

    def get(self, request, *args, **kwargs):
        """The screen, or its figures as a file."""
        wanted = request.GET.get("dinh-dang")
        if wanted is None:
            return super().get(request, *args, **kwargs)
        if wanted not in ("csv", "xlsx"):
            raise Http404("Chỉ có định dạng csv và xlsx")
        return self._file(wanted)

    def _file(self, wanted):
        tables = {table.key: table for table in self.tables()}
        name = f"thong-ke-{self.period.first:%Y%m%d}-{self.period.last:%Y%m%d}"
        if wanted == "xlsx":
            title = f"{self.site.site_name or self.site.hostname}, {_in_words(self.period)}"
            return exports.as_xlsx(tables.values(), title, name)
        table = tables.get(self.request.GET.get("bang") or next(iter(tables)))
        if table is None:
            raise Http404("Không có bảng này")
        return exports.as_csv(table, f"{name}-{table.key}")


class DashboardView(_StatisticsScreen):
    """Figures, chart, rankings of one site."""

    template_name = "visits/admin/dashboard.html"

    def tables(self):
        """The tables of the report."""
        return self._report().tables

    def get_context_data(self, **kwargs):
        """The report, its chart and its comparisons."""
        report = self._report()
        return super().get_context_data(**kwargs) | {
            "report": report,
            "series": report.by_key["theo-thoi-gian"],
            "kpis": kpis(report),
            "unfiltered_query": self._query_without("loai"),
            "chart": make_chart(
                f"Lượt xem và lượt truy cập, {_in_words(self.period)}", report.points
            ),
            "kind": self._content_type_id(),
        }

    def _report(self):
        return build_report(self.site, self.period, self._content_type_id())

    def _content_type_id(self):
        wanted = self.request.GET.get("loai", "")
        return int(wanted) if wanted.isdecimal() and len(wanted) < 10 else None


class PageHistoryView(_StatisticsScreen):
    """The views of one page through time."""

    template_name = "visits/admin/page_history.html"

    def setup(self, request, *args, **kwargs):
        """Find the page; refuse those of a site that the user may not see."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not any(self.page.path.startswith(s.root_page.path) for s in sites_for(request.user)):
            raise PermissionDenied

    def get_page_title(self):
        """The page's name in the heading."""
        return f"Lượt xem: {self.page.title}"

    def tables(self):
        """Views by hour, day or month."""
        return [page_table(page_series(self.page.pk, self.period))]

    def get_context_data(self, **kwargs):
        """Chart, table, and what was counted in all."""
        points = page_series(self.page.pk, self.period)
        total = PageTotal.objects.filter(page_id=self.page.pk).first()
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "table": page_table(points),
            "figures": total_of(points),
            "all_views": total.views if total else 0,
            "balance": OpeningBalance.objects.filter(page_id=self.page.pk).first(),
            "chart": make_chart(f"Lượt xem, {_in_words(self.period)}", points, with_visits=False),
        }


class PrintedReportView(_StatisticsScreen):
    """The report that is signed and handed up; for print or PDF."""

    template_name = "visits/admin/printed_report.html"

    @property
    def period(self):
        """The month in `?thang=11/2026`, else the period of the form."""
        return whole_month(self.request.GET.get("thang", "")) or self.form.period

    def tables(self):
        """The tables of the report."""
        return build_report(self.site, self.period).tables

    def get_context_data(self, **kwargs):
        """The report under the commune's heading."""
        report = build_report(self.site, self.period)
        identity = SiteIdentity.for_site(self.site)
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "report": report,
            "series": report.by_key["theo-thoi-gian"],
            "kpis": kpis(report),
            "identity": identity,
            "place": _RANK_OF_COMMUNE.sub("", identity.commune),
            "title_words": identity.full_title[:1].lower() + identity.full_title[1:],
            "period_words": _in_words(self.period),
            "today": today,
            "is_open": self.period.last >= today,
        }


def _in_words(period):
    """`tháng 11 năm 2026`, `ngày 21/11/2026`, `từ 01/11/2026 đến 21/11/2026`."""
    first, last = period.first, period.last
    if period.is_whole_months and (first.year, first.month) == (last.year, last.month):
        return f"tháng {first.month} năm {first.year}"
    if first == last:
        return f"ngày {first:%d/%m/%Y}"
    return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
