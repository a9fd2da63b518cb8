"""Tables beyond the views: hour and weekday, where visits begin, marked links, suspects, read to the end."""

from collections import defaultdict

from django.utils import timezone
from wagtail.models import Page, Site

from visits import rankings, speed
from visits.arrivals import OTHER_MARKS
from visits.comparison import share
from visits.figures import HOURS_KEPT
from visits.models import PageTally, SiteTally, SourceTally, Unit
from visits.periods import Period
from visits.tables import Row, Table

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
PARTS_OF_DAY = ((0, 6), (6, 9), (9, 12), (12, 14), (14, 17), (17, 20), (20, 24))
MOST_ROWS = 20


def tables(site: Site, period: Period) -> list[Table]:
    """Those that have something to say."""
    made = [
        hours(site.pk, period),
        entries(site, period),
        marks(site.pk, period),
        _named(
            site.pk,
            period,
            SourceTally.Kind.DOWNLOAD,
            "tai-ve",
            "Tệp được tải về",
            "Tệp",
            "Lượt tải",
        ),
        _named(
            site.pk,
            period,
            SourceTally.Kind.LEFT_FOR,
            "di-den",
            "Từ trang này đi đến đâu",
            "Nơi đến",
            "Lượt bấm",
        ),
        read_to_end(site, period),
        *speed.tables(site.pk, period),
        suspects(site.pk, period),
    ]
    return [table for table in made if table.rows]


def hours(site_id: int, period: Period) -> Table:
    """Views by weekday and part of the day; only while hours are kept."""
    start, end = period.bounds
    rows = SiteTally.objects.filter(
        site_id=site_id, unit=Unit.HOUR, start__gte=start, start__lt=min(end, timezone.now())
    ).values_list("start", "views")
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for moment, views in rows:
        local = timezone.localtime(moment)
        part = next(n for n, (_, until) in enumerate(PARTS_OF_DAY) if local.hour < until)
        sums[local.weekday(), part] += views
    columns = ("Ngày", *(f"{begin}–{until} giờ" for begin, until in PARTS_OF_DAY))
    table_rows = [
        Row(name, tuple(sums[day, part] for part in range(len(PARTS_OF_DAY))))
        for day, name in enumerate(WEEKDAYS)
    ]
    note = f"Số theo giờ được giữ {HOURS_KEPT.days // 30} tháng."
    return Table("gio-ngay", "Xem vào giờ nào", columns, table_rows if sums else [], note=note)


def entries(site: Site, period: Period) -> Table:
    """Pages on which visits from outside began."""
    pages = rankings.PageViews(site, period, column="entries").most_read(MOST_ROWS)
    rows = [Row(page.name, (page.views,), page_id=page.page_id, note=page.kind) for page in pages]
    return Table("trang-vao", "Vào từ trang nào", ("Trang", "Lượt vào"), rows)


def marks(site_id: int, period: Period) -> Table:
    """Links that carry a name: `?qr=to-roi-thang-11` on a leaflet, `?utm_source=zalo` in a message."""
    return _named(
        site_id,
        period,
        SourceTally.Kind.MARK,
        "lien-ket-co-dau",
        "Mã QR và liên kết có dấu",
        "Dấu",
        "Lượt xem",
    )


def _named(
    site_id: int,
    period: Period,
    kind: SourceTally.Kind,
    key: str,
    title: str,
    heading: str,
    unit: str,
) -> Table:
    labels = {OTHER_MARKS: "Các tên khác"}
    ranked = rankings.by_source(site_id, period, kind, limit=MOST_ROWS)
    rows = [
        Row(labels.get(one.name, one.name), (one.views,), source=f"{kind}:{one.name}")
        for one in ranked
    ]
    return Table(key, title, (heading, unit), rows)


def read_to_end(site: Site, period: Period) -> Table:
    """How many of a page's views got to the end of its text."""
    ended = rankings.PageViews(site, period, column="read_to_end")
    views = rankings.PageViews(site, period).sums
    rows = []
    for one in ended.most_read(MOST_ROWS):
        of = views.get(one.page_id or 0, 0)
        numbers = (one.views, of, share(one.views, of))
        rows.append(Row(one.name, numbers, page_id=one.page_id))
    columns = ("Trang", "Đọc đến cuối", "Lượt xem", "Phần trăm")
    note = "Chỉ tính được ở trình duyệt còn mới; số thật cao hơn."
    return Table("doc-den-cuoi", "Đọc đến cuối trang", columns, rows, note=note)


def suspects(site_id: int, period: Period) -> Table:
    """What exceeded the caps, by page and hour: neither counted nor hidden."""
    start, end = period.bounds
    found = PageTally.objects.filter(
        site_id=site_id, unit=Unit.HOUR, start__gte=start, start__lt=end, suspects__gt=0
    ).order_by("-suspects", "start")[:MOST_ROWS]
    titles = dict(
        Page.objects.filter(pk__in={row.page_id for row in found}).values_list("pk", "title")
    )
    rows = [
        Row(
            f"{titles.get(row.page_id, rankings.DELETED)}, {timezone.localtime(row.start):%H giờ %d/%m/%Y}",
            (row.suspects, row.views),
            page_id=row.page_id if row.page_id in titles else None,
        )
        for row in found
    ]
    note = (
        "Một mạng mở cùng một trang nhiều hơn mức của người thật trong một giờ. Phần vượt mức để riêng ở "
        "đây, không cộng vào lượt xem."
    )
    columns = ("Trang và giờ", "Nghi bất thường", "Lượt xem được tính")
    return Table("nghi-bat-thuong", "Nghi bất thường", columns, rows, note=note)
