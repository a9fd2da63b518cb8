"""The report that is signed and handed up: preview, the form before it is made, and what was made."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from visits import pdf, report_docx
from visits.access import Person, sites_for
from visits.dashboard import StatisticsScreen
from visits.freezing import NotSound, checked, freeze, newer_version, verdict_on
from visits.models import FrozenReport
from visits.paper import PaperForm
from visits.period_form import NAMES, PeriodForm, named_period, offered_month, whole_month
from visits.periods import Period
from visits.report_content import content_of, in_words, place_of
from visits.report_sheet import qr_svg, sheet
from visits.tables import Table

MOST_REPORTS = 40


def period_asked(request: HttpRequest) -> Period | None:
    """The month in `?thang=11/2026`, else the period that is asked for, else the month to report on."""
    today = timezone.localdate()
    if "thang" in request.GET:
        return whole_month(request.GET["thang"], today)
    return PeriodForm(request.GET).period if "ky" in request.GET else offered_month(today)


class ReportsScreen(StatisticsScreen):
    """Which reports were made; the form that makes one."""

    template_name = "visits/admin/reports.html"

    def get_page_title(self) -> str:
        """In the heading."""
        return "Lập báo cáo"

    @property
    def period(self) -> Period:
        """The period to report on; this month's where the one asked for has not begun."""
        return period_asked(self.request) or offered_month(timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what can be known, the check, the reports so far."""
        paper_form = kwargs.pop("paper_form", None) or PaperForm(
            initial={
                "noi_lap": place_of(self.site),
                "tham_quyen": "ct",
                "noi_nhan": "Như trên\nLưu: VT",
            }
        )
        made = FrozenReport.objects.filter(site_id=self.site.pk)
        same = made.filter(first=self.period.first, last=self.period.last)
        return super().get_context_data(**kwargs) | {
            "paper_form": paper_form,
            "period_words": in_words(self.period),
            "offers": self._offers(),
            "reports": made[:MOST_REPORTS],
            "last_version": same.order_by("-version").first(),
            "has_not_begun": period_asked(self.request) is None,
            "faults": kwargs.get("faults") or _faults(self.site.pk, self.period),
        }

    def _offers(self) -> list[tuple[str, str, str]]:
        today = timezone.localdate()
        names = ("thang-truoc", "quy-truoc", "thang", "nam")
        return [(name, NAMES[name], in_words(named_period(name, today))) for name in names]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the report; where the figures do not agree, say so and make none."""
        form = PaperForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(paper_form=form))
        by = _name_of(request.user)
        reason = request.POST.get("ly_do", "").strip()[:300]
        try:
            report = freeze(self.site, self.period, form.paper(), by, reason)
        except NotSound as found:
            context = self.get_context_data(paper_form=form, faults=found.faults)
            return self.render_to_response(context)
        messages.success(request, f"Đã lập báo cáo {in_words(self.period)}, bản {report.version}.")
        return redirect("visits:frozen_report", report.pk)


def _name_of(user: Person) -> str:
    return (user.get_full_name() if isinstance(user, User) else "") or user.get_username()


def _faults(site_id: int, period: Period) -> list[str]:
    try:
        checked(site_id, period)
    except NotSound as found:
        return found.faults
    return []


class DraftView(StatisticsScreen):
    """The report as it would be, without anything being kept."""

    template_name = "visits/admin/printed_report.html"

    @property
    def period(self) -> Period:
        """The period that the draft is about; `get` has turned away who asks for none."""
        return period_asked(self.request) or offered_month(timezone.localdate())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A month that has not begun has no report."""
        if period_asked(request) is None:
            messages.error(
                request,
                "Tháng đó chưa bắt đầu hoặc không có. Hãy chọn một tháng đã bắt đầu, ví dụ 10/2026.",
            )
            return redirect(f"{reverse('visits:reports')}?site={self.site.pk}")
        return super().get(request, *args, **kwargs)

    def tables(self) -> list[Table]:
        """For the files."""
        from visits.report import build_report

        return build_report(self.site, self.period).tables

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheet."""
        paper = {
            "number": "", "place": place_of(self.site), "date": "", "to": [], "remarks": [],
            "capacity": ["CHỦ TỊCH"], "signer": "", "recipients": ["Lưu: VT"],
        }  # fmt: skip
        return super().get_context_data(**kwargs) | sheet(
            content_of(self.site, self.period, paper, check=None)
        )


def frozen_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """A report that was made, as a page, a PDF (`?dang=pdf`) or a Word file (`?dang=docx`)."""
    sites = {site.pk for site in sites_for(request.user)}
    if not sites:
        raise PermissionDenied
    report = get_object_or_404(FrozenReport, pk=report_id)
    if report.site_id not in sites:
        raise PermissionDenied
    context = _sheet_of(request, report)
    form = request.GET.get("dang")
    if form == "docx":
        return _file(report, report_docx.as_docx(context), report_docx.CONTENT_TYPE, "docx")
    if form == "pdf":
        return _pdf(request, report, context)
    if form:
        raise Http404("Chỉ có pdf và docx")
    return render(request, "visits/admin/printed_report.html", context)


def _sheet_of(request: HttpRequest, report: FrozenReport) -> dict[str, Any]:
    site = next(site for site in sites_for(request.user) if site.pk == report.site_id)
    context = sheet(report.content, report, site.root_url)
    return context | {
        "qr": qr_svg(context["address"]),
        "verdict": verdict_on(report).value,
        "newer": newer_version(report),
    }


def _pdf(request: HttpRequest, report: FrozenReport, context: dict[str, Any]) -> HttpResponse:
    try:
        body = pdf.as_pdf(context)
    except pdf.NotInstalled:
        messages.error(
            request,
            "Máy chủ chưa có thư viện Pango để tạo PDF. Hãy mở báo cáo rồi bấm Ctrl+P, chọn Lưu thành PDF.",
        )
        return redirect("visits:frozen_report", report.pk)
    return _file(report, body, "application/pdf", "pdf")


def _file(report: FrozenReport, body: bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    name = (
        f"bao-cao-truy-cap-{slugify(f'{report.first}-{report.last}')}-ban-{report.version}.{ending}"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
