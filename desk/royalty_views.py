"""The royalty sheet on screen, on paper and as a spreadsheet; decisions; closing a month."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from desk import royalties, royalty_log
from desk.models import RoyaltyDecision
from desk.numbers import plain_number
from desk.places import sites_of
from desk.report_views import site_asked_for
from desk.reports import month_of
from desk.workbooks import Table, workbook_response
from pages.clean_text import one_line

MONTHS_OFFERED = 36
_COLUMNS = [
    ("STT", 6), ("Ngày đăng", 12), ("Tên bài", 55), ("Tác giả, bút danh", 24),
    ("Người hưởng", 24), ("Thể loại", 18), ("Hệ số", 9), ("Đơn giá (đồng)", 14),
    ("Số ảnh", 9), ("Hệ số ảnh", 10), ("Thành tiền (đồng)", 18), ("Ghi chú", 30),
]  # fmt: skip
_SIGNED_BY = ("Người lập biểu", "Trưởng ban biên tập", "Thủ trưởng đơn vị")
"""The same as on the printed sheet (templates/desk/signatures.html)."""


@permission_required("desk.view_royalties", login_url="wagtailadmin_login", raise_exception=True)
def sheet(request):
    """One month; POST keeps the board's decisions or closes the month."""
    site, month = site_asked_for(request), month_asked_for(request.GET)
    if request.method == "POST":
        return _keep(request, site, month)
    shown = royalties.sheet(site, month)
    if request.GET.get("export") == "xlsx":
        return _as_workbook(site, shown)
    budget = royalties.budget_of(site, month.year)
    spent = royalties.spent(site, month.year)
    context = {
        "site": site,
        "sites": sites_of(request.user),
        "sheet": shown,
        "table": royalties.table_on(month_of(month).last, royalties.tables_of(site)),
        "budget": budget,
        "spent": spent,
        "left": max(budget.amount - spent, 0) if budget else None,
        "over": max(spent - budget.amount, 0) if budget else 0,
        "months": _months_around(month),
        "previous": month - timedelta(days=1),
        "following": month_of(month).last + timedelta(days=1),
        "may_manage": request.user.has_perm("desk.manage_royalties"),
        "may_close": month_of(month).last < timezone.localdate(),
    }
    return render(request, "desk/royalty_sheet.html", context)


def month_asked_for(query):
    """From `thang` (yyyy-mm); this month where it is missing or wrong."""
    try:
        return date.fromisoformat(f"{query.get('thang', '')}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _months_around(shown):
    """The months to pick from: three years back from today, and the one that is shown."""
    first = timezone.localdate().replace(day=1)
    months = [first]
    while len(months) < MONTHS_OFFERED:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return sorted({*months, shown}, reverse=True)


def _keep(request, site, month):
    if not request.user.has_perm("desk.manage_royalties"):
        raise PermissionDenied
    if "close" in request.POST:
        _close(request, site, month)
    elif royalties.sheet(site, month).signed:
        messages.error(request, "Bảng của tháng này đã chốt, không sửa được nữa.")
    else:
        _decide(request, royalties.sheet(site, month).rows)
    return redirect(f"{reverse('royalty_sheet')}?thang={month:%Y-%m}&site={site.pk}")


def _close(request, site, month):
    closed = royalties.close(site, month, request.user)
    if closed:
        log(closed, royalty_log.CLOSED, user=request.user, data={"total": closed.total})
        messages.success(request, f"Đã chốt bảng nhuận bút tháng {month:%m/%Y}.")
    else:
        messages.error(request, "Chỉ chốt được một lần, khi tháng đã hết.")


def _decide(request, rows):
    """Keep what the person changed; nothing at all when one figure is wrong or somebody else's."""
    changed, wrong, taken = _read(request.POST, rows)
    if wrong or taken:
        _say_why_nothing_was_kept(request, wrong, taken)
        return
    for page_id, decision in changed:
        RoyaltyDecision.objects.update_or_create(
            page_id=page_id, defaults={**decision, "decided_by": request.user}
        )
        page = Page.objects.get(pk=page_id)
        log(page, royalty_log.DECIDED, user=request.user, data=royalty_log.said(decision))
    messages.success(request, f"Đã lưu {len(changed)} thay đổi.")


def _read(posted, rows):
    """`(page id, what changed)` of rows that did, titles of wrong rows, titles of taken rows."""
    changed, wrong, taken = [], [], []
    for row in rows:
        try:
            if decision := _decision(posted, row):
                changed.append((row.page_id, decision))
        except (InvalidOperation, ValueError):
            wrong.append(row.title)
        except TakenError:
            taken.append(row.title)
    return changed, wrong, taken


class TakenError(Exception):
    """Somebody else changed the row since the page was opened."""


def _say_why_nothing_was_kept(request, wrong, taken):
    if wrong:
        messages.error(
            request,
            f"Chưa lưu: hệ số và số ảnh phải là số không âm, ví dụ 1,5. Xem lại: {'; '.join(wrong)}",
        )
    if taken:
        messages.error(
            request,
            "Chưa lưu: người khác đã sửa những dòng này sau khi bạn mở trang; bảng dưới đây là số mới. "
            f"Hãy xem rồi sửa lại nếu cần: {'; '.join(taken)}",
        )


def _decision(posted, row):
    """What the person changed in a row; nothing where they left it as they saw it, or as it is now."""
    typed = _typed(posted, row)
    now = _figures(Decimal(row.coefficient), row.pictures, row.note)
    seen = _seen(posted, row, now)
    changed = {name: value for name, value in typed.items() if value != seen[name]}
    if any(seen[name] != now[name] and typed[name] != now[name] for name in changed):
        raise TakenError
    return {name: value for name, value in changed.items() if value != now[name]} or None


def _typed(posted, row):
    coefficient = posted.get(f"{row.page_id}-coefficient", "").strip()
    pictures = posted.get(f"{row.page_id}-pictures", "").strip()
    coefficient = Decimal(plain_number(coefficient) if coefficient else row.coefficient)
    pictures = int(plain_number(pictures) if pictures else row.pictures)
    if not (0 <= coefficient < 1000 and 0 <= pictures < 1000):
        raise ValueError
    note = one_line(posted.get(f"{row.page_id}-note", ""))[:200]
    return _figures(coefficient.quantize(Decimal("0.01")), pictures, note)


def _seen(posted, row, now):
    coefficient, _, rest = posted.get(f"{row.page_id}-seen", "").partition("|")
    pictures, bar, note = rest.partition("|")
    return _figures(Decimal(coefficient), int(pictures), note) if bar else now


def _figures(coefficient, pictures, note):
    return {"coefficient": coefficient, "pictures": pictures, "note": note}


def _as_workbook(site, shown):
    heading = [site.site_name or site.hostname, f"BẢNG NHUẬN BÚT THÁNG {shown.month:%m/%Y}"]
    rows = [
        [number, row.published_on, row.title, row.author, row.payee, row.genre,
         float(row.coefficient), row.unit_value, row.pictures, float(row.picture_coefficient),
         row.amount, row.note]
        for number, row in enumerate(shown.rows, start=1)
    ]  # fmt: skip
    articles = Table(
        "Theo bài",
        heading,
        _COLUMNS,
        rows,
        ["", "", "Cộng", *[""] * 7, shown.total, ""],
        _SIGNED_BY,
    )
    people = Table(
        "Theo người hưởng",
        heading,
        [("Người hưởng", 40), ("Số bài", 10), ("Thành tiền (đồng)", 18), ("Ký nhận", 24)],
        [[name, count, amount, ""] for name, count, amount in shown.payees],
        ["Cộng", len(shown.rows), shown.total, ""],
        _SIGNED_BY,
    )
    return workbook_response(f"nhuan-but-{shown.month:%Y-%m}", [articles, people])
