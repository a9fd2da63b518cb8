"""A report as plain data: what is frozen, printed, turned into PDF and Word, and checked later.

Everything is text, whole numbers and lists, so that the same report has the same bytes for ever.
"""

import re
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from pages.identity import SiteIdentity
from visits.kpis import kpis
from visits.models import OpeningBalance, reload_minutes
from visits.periods import Period
from visits.report import build_report
from visits.tables import Table

SERIES = "theo-thoi-gian"
_RANK_OF_COMMUNE = re.compile(r"^(xã|phường|đặc khu)\s+", re.I)


def content_of(
    site: Site, period: Period, paper: dict[str, Any], check: dict[str, str] | None
) -> dict[str, Any]:
    """The whole report; `paper` as `PaperForm.paper` gives it, `check` as `visits.freezing.checked`."""
    report = build_report(site, period)
    identity = SiteIdentity.for_site(site)
    title = identity.full_title
    before, year = period.before(), period.year_before()
    return {
        "commune": identity.commune,
        "title": title[:1].lower() + title[1:],
        "period": in_words(period),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "before": str(before),
        "year_before": str(year),
        "until": report.comparison.until,
        "taken_at": timezone.localtime().isoformat(timespec="seconds"),
        "is_open": not period.is_over,
        "kpis": [asdict(kpi) for kpi in kpis(report)],
        "tables": [_table(table) for table in report.tables if table.rows],
        "old_total": _old_total(report.old_total),
        "reload_minutes": reload_minutes(),
        "paper": paper,
        "check": check,
    }


def place_of(site: Site) -> str:
    """The place's name in front of the date: the commune without its rank."""
    return _RANK_OF_COMMUNE.sub("", SiteIdentity.for_site(site).commune)


def in_words(period: Period) -> str:
    """`tháng 11 năm 2026`, `quý 4 năm 2026`, `ngày 21/11/2026`, `từ 01/11/2026 đến 21/11/2026`."""
    first, last = period.first, period.last
    if period.is_whole_months and (first.year, first.month) == (last.year, last.month):
        return f"tháng {first.month} năm {first.year}"
    if period.is_whole_months and first.month % 3 == 1 and period.days in range(90, 93):
        return f"quý {first.month // 3 + 1} năm {first.year}"
    if period.is_whole_months and first.month == 1 and (last.month, last.year) == (12, first.year):
        return f"năm {first.year}"
    if first == last:
        return f"ngày {first:%d/%m/%Y}"
    return f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


def _table(table: Table) -> dict[str, Any]:
    rows = [[row.name + (f" ({row.note})" if row.note else ""), *row.numbers] for row in table.rows]
    return {
        "key": table.key,
        "title": table.title,
        "columns": list(table.columns),
        "rows": rows,
        "total": [table.total.name, *table.total.numbers] if table.total else None,
        "note": table.note,
    }


def _old_total(balance: OpeningBalance | None) -> dict[str, Any] | None:
    return {"views": balance.views, "source": balance.source} if balance else None
