"""One device, referring site or marked link through time: the filter by where views came from.

A view's traits are added up apart and never two together (docs/dem-luot-xem.md), so what one device
read cannot be told, only how much it was used when.
"""

from typing import Any

from django.http import Http404, HttpRequest

from visits.arrivals import DIRECT
from visits.charts import make_chart
from visits.comparison import share
from visits.dashboard import StatisticsScreen
from visits.devices import LABELS
from visits.figures import Point, site_series, source_series, total_of
from visits.models import SourceTally
from visits.referrers import printed_rows
from visits.report_content import in_words
from visits.tables import Row, Table

Kind = SourceTally.Kind
VIEWS, DOWNLOADS, CLICKS = "Lượt xem", "Lượt tải", "Lượt bấm"
UNITS = {
    Kind.DEVICE: VIEWS,
    Kind.REFERRER: VIEWS,
    Kind.MARK: VIEWS,
    Kind.DOWNLOAD: DOWNLOADS,
    Kind.LEFT_FOR: CLICKS,
}
"""The kinds that have a screen, and what is counted of them."""
LONGEST_NAME = 100


class SourceHistoryView(StatisticsScreen):
    """Figures of one trait, beside all views of the site where they are views themselves."""

    template_name = "visits/admin/source_history.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find what `?nguon=device:phone` names; what may not be printed is not shown here either."""
        super().setup(request, *args, **kwargs)
        wanted, _, self.name = request.GET.get("nguon", "")[: LONGEST_NAME + 20].partition(":")
        found = next((kind for kind in UNITS if kind == wanted), None)
        if found is None or not self.name or not _may_be_shown(self.site.pk, found, self.name):
            raise Http404("Không có nguồn này. Hãy chọn lại trong trang Thống kê.")
        self.kind = found

    def get_page_title(self) -> str:
        """What it is about, in the heading."""
        match self.kind:
            case Kind.DEVICE:
                return f"Xem bằng: {LABELS.get(self.name, self.name)}"
            case Kind.REFERRER:
                return "Mở thẳng trang" if self.name == DIRECT else f"Đến từ: {self.name}"
            case Kind.MARK:
                return f"Qua liên kết có dấu: {self.name}"
            case Kind.DOWNLOAD:
                return f"Tải về: {self.name}"
            case _:
                return f"Đi đến: {self.name}"

    def tables(self) -> list[Table]:
        """By hour, day or month."""
        return [self._table(self._points())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Chart, table, sum and share."""
        points = self._points()
        table = self._table(points)
        of_all = table.total.numbers[1:] if table.total else ()
        return super().get_context_data(**kwargs) | {
            "table": table,
            "unit": UNITS[self.kind],
            "views": total_of(points).views,
            "share": of_all[1] if of_all else None,
            "source": f"{self.kind}:{self.name}",
            "chart": make_chart(
                f"{self.get_page_title()}, {in_words(self.period)}", points, with_visits=False
            ),
        }

    def _points(self) -> list[Point]:
        return source_series(self.site.pk, self.kind, self.name, self.period)

    def _table(self, points: list[Point]) -> Table:
        unit = UNITS[self.kind]
        total = total_of(points).views
        if unit != VIEWS:
            rows = [Row(point.label, (point.figures.views,)) for point in points]
            columns: tuple[str, ...] = ("Thời gian", unit)
            return Table(
                "theo-thoi-gian", self.get_page_title(), columns, rows, Row("Cộng", (total,))
            )
        everything = site_series(self.site.pk, self.period, by_hour=False)
        rows = [
            Row(point.label, _with_share(point.figures.views, all_views.figures.views))
            for point, all_views in zip(points, everything, strict=True)
        ]
        columns = ("Thời gian", unit, "Mọi lượt xem", "Phần trăm")
        whole = Row("Cộng", _with_share(total, total_of(everything).views))
        return Table("theo-thoi-gian", self.get_page_title(), columns, rows, whole)


def _with_share(views: int, all_views: int) -> tuple[int, int, int]:
    return views, all_views, share(views, all_views)


def _may_be_shown(site_id: int, kind: Kind, name: str) -> bool:
    """Known to the counts; and a host only where the report would name it (`visits.referrers`)."""
    if not SourceTally.objects.filter(site_id=site_id, kind=kind, name=name).exists():
        return False
    return kind != Kind.REFERRER or (name, 1) in printed_rows(site_id, [(name, 1)])
