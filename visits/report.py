"""Everything that the dashboard, its exports and the printed report say about one period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wagtail.models import Page, Site

from visits import further_tables, rankings, referrers, report_parts
from visits.arrivals import OTHER_REFERRERS
from visits.comparison import Comparison, compare
from visits.devices import LABELS
from visits.figures import Figures, Point, site_series, total_of
from visits.models import OpeningBalance, SourceTally
from visits.periods import Period
from visits.rankings import Ranked
from visits.tables import Row, Table

ESTIMATE = "(ước tính)"
SERIES_COLUMNS = (
    "Thời gian",
    "Lượt xem",
    f"Lượt truy cập {ESTIMATE}",
    f"Người truy cập {ESTIMATE}",
    "Máy tự động (không tính)",
    "Nghi bất thường (không tính)",
)


@dataclass(frozen=True, slots=True)
class Report:
    """One site, one period; `tables` in the order in which they are shown."""

    site: Site
    period: Period
    points: list[Point]
    figures: Figures
    comparison: Comparison
    tables: list[Table] = field(default_factory=list)
    old_total: OpeningBalance | None = None
    """The opening balance of the whole old portal, or None."""

    @property
    def by_key(self) -> dict[str, Table]:
        """Tables by their key, for templates that place them."""
        return {table.key: table for table in self.tables}


def build_report(
    site: Site, period: Period, content_type_id: int | None = None, section: Page | None = None
) -> Report:
    """The report; a fixed number of queries, however many years and pages are stored.

    `content_type_id` and `section` (a page) narrow the tables of pages, never the figures at the top.
    """
    points = site_series(site.pk, period)
    figures = total_of(points)
    return Report(
        site=site,
        period=period,
        points=points,
        figures=figures,
        comparison=compare(site.pk, period, figures),
        tables=_tables(site, period, points, figures, content_type_id, section),
        old_total=OpeningBalance.objects.filter(site_id=site.pk, page=None).first(),
    )


def _tables(
    site: Site,
    period: Period,
    points: Sequence[Point],
    figures: Figures,
    content_type_id: int | None,
    section: Page | None,
) -> list[Table]:
    pages = rankings.PageViews(site, period, below=section and section.path)
    devices = rankings.by_source(site.pk, period, SourceTally.Kind.DEVICE)
    return [
        series_table(points, figures),
        _most_read_table(pages.most_read(kind_id=content_type_id)),
        _ranking("chuyen-muc", "Theo phần của trang", "Phần", pages.by_section()),
        _ranking("loai-trang", "Theo loại trang", "Loại trang", pages.by_kind()),
        _referrer_table(site.pk, period),
        _device_table(devices),
        *further_tables.tables(site, period),
        *report_parts.tables(site, period),
    ]


def _referrer_table(site_id: int, period: Period) -> Table:
    named = rankings.by_source(site_id, period, SourceTally.Kind.REFERRER, limit=1_000)
    rows = referrers.printed_rows(site_id, [(one.name, one.views) for one in named])
    note = (
        "Chỉ nêu tên trang nhiều người biết, trang đã có người xem xét, hoặc trang có người từ "
        f"{referrers.FEWEST_NETWORKS} mạng trở lên trong mỗi ngày, ít nhất {referrers.FEWEST_DAYS} ngày."
    )
    table_rows = [
        Row(
            referrers.LABELS.get(name, name),
            (views,),
            source="" if name == OTHER_REFERRERS else f"{SourceTally.Kind.REFERRER}:{name}",
        )
        for name, views in rows[:20]
    ]
    return Table(
        "noi-gioi-thieu", "Đến từ đâu", ("Trang giới thiệu", "Lượt xem"), table_rows, note=note
    )


def series_table(points: Sequence[Point], figures: Figures) -> Table:
    """Points as a table whose last line is their sum."""
    rows = [Row(point.label, _numbers(point.figures)) for point in points]
    total = Row("Cộng", _numbers(figures))
    return Table("theo-thoi-gian", "Theo thời gian", SERIES_COLUMNS, rows, total)


def _numbers(figures: Figures) -> tuple[int, ...]:
    return (figures.views, figures.visits, figures.visitors, figures.bots, figures.suspects)


def _most_read_table(pages: Iterable[Ranked]) -> Table:
    rows = [Row(page.name, (page.views,), page_id=page.page_id, note=page.kind) for page in pages]
    return Table("xem-nhieu", "Trang xem nhiều", ("Trang", "Lượt xem"), rows)


def _ranking(key: str, title: str, heading: str, ranked: Iterable[Ranked]) -> Table:
    rows = [Row(one.name, (one.views,), kind_id=one.kind_id) for one in ranked]
    return Table(key, title, (heading, "Lượt xem"), rows)


def _device_table(ranked: Iterable[Ranked]) -> Table:
    rows = [
        Row(
            LABELS.get(one.name, one.name),
            (one.views,),
            source=f"{SourceTally.Kind.DEVICE}:{one.name}",
        )
        for one in ranked
    ]
    return Table("thiet-bi", "Xem bằng gì", ("Thiết bị", "Lượt xem"), rows)


def page_table(points: Sequence[Point]) -> Table:
    """The history of one page as a table; a page has views alone, and robots apart."""
    total = (
        sum(point.figures.views for point in points),
        sum(point.figures.bots for point in points),
    )
    rows = [Row(point.label, (point.figures.views, point.figures.bots)) for point in points]
    columns = ("Thời gian", "Lượt xem", "Máy tự động (không tính)")
    return Table("theo-thoi-gian", "Theo thời gian", columns, rows, Row("Cộng", total))
