"""The figures of "Thống kê truy cập", and the view counts of pages: what others may ask.

Every question costs a fixed number of indexed queries, however many years are stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Sum
from django.utils import timezone
from wagtail.models import Site

from visits.models import OpeningBalance, PageTotal, SiteTally, Unit
from visits.periods import midnight, starts
from visits.upserts import ask
from visits.visitors import online


@dataclass(frozen=True, slots=True)
class VisitStatistics:
    """Figures of one site in commune time (Asia/Ho_Chi_Minh); views unless said otherwise.

    Always today <= week <= year <= total: the first week of a year begins with the year.
    """

    online: int = 0
    """Visitors seen in the last 5 minutes; an estimate."""
    today: int = 0
    yesterday: int = 0
    week: int = 0
    """From Monday."""
    month: int = 0
    year: int = 0
    total: int = 0
    """Counted here; what an old portal had counted is not in it."""
    old_total: int = 0
    """Opening balance of the whole old portal, shown apart."""
    old_source: str = ""
    updated_at: datetime | None = None


def statistics_for(site: Site) -> VisitStatistics:
    """The block's figures for a Wagtail site, in three queries; zeros without a site."""
    now = timezone.now()
    if site is None:
        return VisitStatistics(updated_at=now.replace(microsecond=0))
    old = ask(OpeningBalance, _OLD, [site.pk])
    old_total, old_source = old[0] if old else (0, "")
    return VisitStatistics(
        **_sums(site.pk, now),
        online=online(site.pk, now),
        old_total=old_total,
        old_source=old_source,
        updated_at=now.replace(microsecond=0),
    )


def views_of(page_ids: Iterable[int]) -> dict[int, int]:
    """Counted views per page: `{page_id: views}`, zero for a page never seen; one query."""
    page_ids = list(page_ids)
    counted = (
        PageTotal.objects.filter(page_id__in=page_ids).values_list("page_id").annotate(Sum("views"))
    )
    return dict.fromkeys(page_ids, 0) | dict(counted)


# As text, because building this union anew for every page cost a tenth of the page.
_SHOWN = (
    f"SELECT 0, views FROM {PageTotal._meta.db_table} WHERE page_id = %s UNION ALL "  # noqa: S608
    f"SELECT 1, views FROM {OpeningBalance._meta.db_table} WHERE page_id = %s"
)


def shown_views(page_id: int, legacy_views: int = 0) -> int:
    """What "N lượt xem" says: counted views and those of the old portal; one query.

    An opening balance entered for the page takes the place of `legacy_views`, so that importing the
    old figures twice cannot count them twice.
    """
    rows = ask(PageTotal, _SHOWN, [page_id, page_id])
    old_views = [views for is_old, views in rows if is_old]
    new_views: int = sum(views for is_old, views in rows if not is_old)
    return new_views + (sum(old_views) if old_views else legacy_views)


def _sums(site_id: int, now: datetime) -> dict[str, int]:
    """today, yesterday, week, month, year, total: from at most some fifty rows and the years.

    Nothing that lies ahead of now is counted, so that a clock that ran ahead never makes a week
    larger than its year: finished years, then finished months, then days, less the hours to come.
    """
    start = starts(now)
    views: dict[str, dict[datetime, int]] = defaultdict(dict)
    for unit, begins, amount in _rows(site_id, now, start):
        views[unit][begins] = amount
    days, to_come = views[Unit.DAY], sum(views[Unit.HOUR].values())
    if to_come:
        days[start[Unit.DAY]] -= to_come
    today = timezone.localdate(now)
    monday = max(midnight(today - timedelta(days=today.weekday())), start[Unit.YEAR])
    month = sum(amount for begins, amount in days.items() if begins >= start[Unit.MONTH])
    year = month + sum(views[Unit.MONTH].values())
    return {
        "today": days.get(start[Unit.DAY], 0),
        "yesterday": days.get(midnight(today - timedelta(days=1)), 0),
        "week": sum(amount for begins, amount in days.items() if begins >= monday),
        "month": month,
        "year": year,
        "total": year + sum(views[Unit.YEAR].values()),
    }


# As text: pages that are served from a copy ask this every few seconds, and building it cost most of that.
_OLD = f"SELECT views, source FROM {OpeningBalance._meta.db_table} WHERE site_id = %s AND page_id IS NULL"  # noqa: S608
_ROWS = f"""
    SELECT unit, start, views FROM {SiteTally._meta.db_table} WHERE site_id = %s AND (
        (unit = '{Unit.DAY.value}' AND start >= %s AND start <= %s)
        OR (unit = '{Unit.MONTH.value}' AND start >= %s AND start < %s)
        OR (unit = '{Unit.YEAR.value}' AND start < %s)
        OR (unit = '{Unit.HOUR.value}' AND start > %s AND start < %s))
"""  # noqa: S608 - names of our own table and of our units


def _rows(
    site_id: int, now: datetime, start: Mapping[Unit, datetime]
) -> Iterator[tuple[str, datetime, int]]:
    """(unit, start, views) of days, of months and years that are over, and of hours not yet begun."""
    first_day = min(start[Unit.MONTH], start[Unit.DAY] - timedelta(days=7))
    tomorrow = start[Unit.DAY] + timedelta(days=1)
    year, month = start[Unit.YEAR], start[Unit.MONTH]
    moments = (first_day, now, year, month, year, now, tomorrow)
    for unit, begins, views in ask(SiteTally, _ROWS, [site_id, *moments]):
        yield unit, begins if begins.tzinfo else begins.replace(tzinfo=UTC), views
