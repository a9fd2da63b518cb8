"""The report of articles on screen, on paper and as a spreadsheet."""

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone

from desk import reports
from desk.places import sites_of
from desk.report_dates import ReportDatesForm
from desk.workbooks import Table, workbook_response

_SUM_COLUMNS = [("Số bài", 10), ("Số chữ", 12), ("Số ảnh", 10), ("Lượt xem", 12)]
_LIST_COLUMNS = [
    ("STT", 6), ("Ngày đăng", 17), ("Tiêu đề", 60), ("Chuyên mục", 22), ("Tác giả", 22),
    ("Nguồn", 22), ("Thể loại", 18), ("Số chữ", 10), ("Số ảnh", 9), ("Lượt xem", 11),
]  # fmt: skip


@permission_required("desk.view_reports", login_url="wagtailadmin_login", raise_exception=True)
def articles_report(request):
    """Articles of a period, with sums by section, author, source and kind."""
    site = site_asked_for(request)
    dates = ReportDatesForm(request.GET)
    period = dates.period()
    rows = reports.article_rows(site, period)
    groups = [(label, reports.sums_by(rows, key)) for key, label in reports.GROUPINGS.items()]
    if request.GET.get("export") == "xlsx":
        return _as_workbook(site, period, rows, groups)
    context = {
        "site": site,
        "sites": sites_of(request.user),
        "period": period,
        "form": dates if dates.errors else ReportDatesForm.showing(period),
        "shortcuts": shortcuts(),
        "rows": rows,
        "groups": groups,
        "total": reports.total(rows),
    }
    return render(request, "desk/articles_report.html", context)


def site_asked_for(request):
    """The site that the report is about: one of the person's own."""
    sites = list(sites_of(request.user))
    if not sites:
        raise PermissionDenied
    asked = request.GET.get("site", "")
    return next((site for site in sites if str(site.pk) == asked), sites[0])


def shortcuts(today=None):
    """`(name, period)` for the periods that are asked for most."""
    today = today or timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    quarter = reports.quarter_of(today)
    return [
        ("Tháng này", reports.month_of(today)),
        ("Tháng trước", reports.month_of(last_month)),
        ("Quý này", quarter),
        ("Quý trước", reports.quarter_of(quarter.first - timedelta(days=1))),
        ("Năm nay", reports.year_of(today)),
        ("Năm trước", reports.year_of(today.replace(month=1, day=1) - timedelta(days=1))),
    ]


def _as_workbook(site, period, rows, groups):
    heading = [site.site_name or site.hostname, f"BÁO CÁO TIN BÀI {period}"]
    total = reports.total(rows)
    sums = ["Cộng", total.articles, total.words, total.pictures, total.views]
    tables = [
        Table(
            f"Theo {label.lower()}",
            heading,
            [(label, 40), *_SUM_COLUMNS],
            [
                [group.name, group.articles, group.words, group.pictures, group.views]
                for group in found
            ],
            sums,
        )
        for label, found in groups
    ]
    listed = [
        [number, row.published_at, row.title, row.section, row.author, row.source, row.genre,
         row.words, row.pictures, row.views]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    last = ["", "", "Cộng", "", "", "", "", total.words, total.pictures, total.views]
    tables.append(Table("Danh sách bài", heading, _LIST_COLUMNS, listed, last))
    return workbook_response(f"bao-cao-tin-bai-{period.first}-{period.last}", tables)
