"""The officials' screens in the Wagtail admin: statistics, history of one page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from visits import exports
from visits.access import chosen_site, sites_for
from visits.charts import make_chart
from visits.figures import page_series, total_of
from visits.kpis import kpis
from visits.models import OpeningBalance, PageTotal, reload_minutes
from visits.period_form import CUSTOM, NAMES, PeriodForm, offered_month
from visits.periods import Period
from visits.report import Report, build_report, page_table
from visits.report_content import in_words
from visits.tables import Table


class StatisticsScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share: the site, the period, and who may look."""

    header_icon = "view"
    page_title = "Thống kê"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The site, and the period that the address names."""
        super().setup(request, *args, **kwargs)
        self.site = chosen_site(request)
        # Without a choice, an unbound form would be invalid and hide the default's name.
        self.form = PeriodForm(request.GET or {})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the statistics."""
        items = [{"url": reverse("visits:dashboard"), "label": self.page_title}]
        title = self.get_page_title()
        if title != self.page_title:
            items.append({"url": "", "label": title})
        return [*super().get_breadcrumbs_items(), *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
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
    def period(self) -> Period:
        """The period that is looked at."""
        return self.form.period

    def _query_without(self, *names: str) -> str:
        parameters = self.request.GET.copy()
        for name in names:
            parameters.pop(name, None)
        return parameters.urlencode()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen, or its figures as a file."""
        wanted = request.GET.get("dinh-dang")
        if wanted is None:
            return super().get(request, *args, **kwargs)
        if wanted not in ("csv", "xlsx"):
            raise Http404("Chỉ có định dạng csv và xlsx")
        return self._file(wanted)

    def _file(self, wanted: str) -> HttpResponse:
        tables = {table.key: table for table in self.tables()}
        name = f"thong-ke-{self.period.first:%Y%m%d}-{self.period.last:%Y%m%d}"
        if wanted == "xlsx":
            title = f"{self.site.site_name or self.site.hostname}, {in_words(self.period)}"
            return exports.as_xlsx(tables.values(), title, name)
        table = tables.get(self.request.GET.get("bang") or next(iter(tables)))
        if table is None:
            raise Http404("Không có bảng này")
        return exports.as_csv(table, f"{name}-{table.key}")


class DashboardView(StatisticsScreen):
    """Figures, chart, rankings of one site."""

    template_name = "visits/admin/dashboard.html"

    def tables(self) -> list[Table]:
        """The tables of the report."""
        return self._report().tables

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, its chart and its comparisons."""
        report = self._report()
        return super().get_context_data(**kwargs) | {
            "report": report,
            "series": report.by_key["theo-thoi-gian"],
            "kpis": kpis(report),
            "unfiltered_query": self._query_without("loai"),
            "period_query": self._query_without("loai", "phan", "dinh-dang", "bang"),
            "sources": [
                (table, followed)
                for table in report.tables
                if (followed := [row for row in table.rows if row.source])
            ],
            "chart": make_chart(
                f"Lượt xem và lượt truy cập, {in_words(self.period)}", report.points
            ),
            "kind": self._content_type_id(),
            "section": self._section(),
            "sections": self._sections(),
            "report_month": self.period
            if self._is_a_month()
            else offered_month(timezone.localdate()),
            "report_period": self.form.name if self._is_a_month() else "",
        }

    def _is_a_month(self) -> bool:
        """Who looks at a month is offered the report of that month."""
        return self.form.name in ("thang", "thang-truoc")

    def _report(self) -> Report:
        return build_report(self.site, self.period, self._content_type_id(), self._section())

    def _sections(self) -> QuerySet[Page]:
        below: QuerySet[Page] = self.site.root_page.get_children().live()
        return below.only("pk", "title", "path")

    def _section(self) -> Page | None:
        """The part of the site in `?phan=`, None for the whole of it."""
        wanted = self.request.GET.get("phan", "")
        if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 10):
            return None
        return self._sections().filter(pk=int(wanted)).first()

    def _content_type_id(self) -> int | None:
        wanted = self.request.GET.get("loai", "")
        return int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else None


class PageHistoryView(StatisticsScreen):
    """The views of one page through time."""

    template_name = "visits/admin/page_history.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the page; refuse those of a site that the user may not see."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not any(self.page.path.startswith(s.root_page.path) for s in sites_for(request.user)):
            raise PermissionDenied

    def get_page_title(self) -> str:
        """The page's name in the heading."""
        return f"Lượt xem: {self.page.title}"

    def tables(self) -> list[Table]:
        """Views by hour, day or month."""
        return [page_table(page_series(self.page.pk, self.period))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Chart, table, and what was counted in all."""
        points = page_series(self.page.pk, self.period)
        total = PageTotal.objects.filter(page_id=self.page.pk).first()
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "table": page_table(points),
            "figures": total_of(points),
            "all_views": total.views if total else 0,
            "balance": OpeningBalance.objects.filter(page_id=self.page.pk).first(),
            "chart": make_chart(f"Lượt xem, {in_words(self.period)}", points, with_visits=False),
        }
