"""Speed as residents had it: how many views were good and poor, by kind of page and device.

From the buckets that `visits.after_reading` keeps; "good" and "poor" are the limits of the Core Web
Vitals, and a page kind is judged by the slowest quarter of its views, as they are.
"""

from collections import defaultdict
from typing import TypeAlias

from django.db.models import Sum

from visits.after_reading import BUCKETS, GOOD, UNKNOWN
from visits.comparison import share
from visits.devices import LABELS
from visits.models import SourceTally
from visits.periods import Period
from visits.rankings import kind_name
from visits.tables import Row, Table

Buckets: TypeAlias = dict[str, int]
"""Number of the bucket, as text -> views."""
Counts: TypeAlias = dict[tuple[int, str, str], Buckets]
"""(kind of page, device, measure) -> its buckets."""
QUARTER = 0.75
_NAMES = {
    "lcp": "Hiện nội dung chính (LCP)",
    "inp": "Đáp lại khi bấm (INP)",
    "cls": "Xê dịch (CLS)",
}
_CONNECTIONS = {
    "slow-2g": "2G rất yếu", "2g": "Như 2G", "3g": "Như 3G", "4g": "Như 4G hoặc nhanh hơn", UNKNOWN: "Trình duyệt không cho biết",
}  # fmt: skip


def tables(site_id: int, period: Period) -> list[Table]:
    """Speed by kind of page, device and measure; and the connections that readers had."""
    counts = _counts(site_id, period)
    return [_speed_table(counts), _connection_table(counts)]


def _counts(site_id: int, period: Period) -> Counts:
    """`{(kind id, device, metric): {bucket: views}}`; one query."""
    rows = SourceTally.objects.filter(period.cover(), site_id=site_id, kind=SourceTally.Kind.SPEED)
    counts: Counts = defaultdict(dict)
    for name, views in rows.values_list("name").annotate(Sum("views")):
        kind, device, metric, bucket = name.split("|")
        counts[int(kind), device, metric][bucket] = views
    return counts


def _speed_table(counts: Counts) -> Table:
    rows = [
        Row(
            f"{kind_name(kind) if kind else 'Trang khác'}, {LABELS[device].lower()}: {_NAMES[metric]}",
            (sum(buckets.values()), _good(metric, buckets)),
            note=f"ba phần tư lượt xem: {_within(metric, buckets)}",
        )
        for (kind, device, metric), buckets in counts.items()
        if metric in BUCKETS
    ]
    rows.sort(key=lambda row: (row.numbers[1], -row.numbers[0]))
    columns = ("Loại trang và thiết bị, chậm nhất ở trên", "Lượt đo", "Phần trăm đạt")
    note = "Đo ngay trên máy của bà con. Đạt: LCP đến 2,5 giây, INP đến 0,2 giây, CLS đến 0,1."
    return Table("toc-do", "Trang nhanh hay chậm", columns, rows, note=note, bar=1, full_bar=100)


def _connection_table(counts: Counts) -> Table:
    sums: dict[str, int] = defaultdict(int)
    for (_, _, metric), buckets in counts.items():
        if metric == "net":
            for connection, views in buckets.items():
                sums[connection] += views
    rows = [Row(label, (sums[name],)) for name, label in _CONNECTIONS.items() if sums[name]]
    return Table("duong-truyen", "Đường truyền của bà con", ("Đường truyền", "Lượt đo"), rows)


def _good(metric: str, buckets: Buckets) -> int:
    last_good = BUCKETS[metric].index(GOOD[metric])
    good = sum(views for bucket, views in buckets.items() if int(bucket) <= last_good)
    return share(good, sum(buckets.values()))


def _within(metric: str, buckets: Buckets) -> str:
    """The upper end of the bucket in which the third quarter ends, in words."""
    seen, total = 0, sum(buckets.values())
    for bucket in sorted(buckets, key=int):
        seen += buckets[bucket]
        if seen >= total * QUARTER:
            return _end(metric, int(bucket))
    return ""


def _end(metric: str, bucket: int) -> str:
    ends = BUCKETS[metric]
    word, end = ("đến", ends[bucket]) if bucket < len(ends) else ("trên", ends[-1])
    value = f"{end / 1000:g}".replace(".", ",")
    return f"{word} {value}" + ("" if metric == "cls" else " giây")
