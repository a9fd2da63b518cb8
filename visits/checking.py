"""Do all sums agree? Every total is computed again from what it is made of.

Hours make days (while hours are kept), days make months, months make years, years make totals, pages
make their site, devices make the views. A difference means that somebody wrote into the database by
other ways than counting.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import QuerySet, Sum
from django.utils import timezone

from visits.models import PageTally, PageTotal, SiteTally, SourceTally, Unit
from visits.periods import starts
from visits.sealing import broken_seals

Tally: TypeAlias = type[PageTally] | type[SiteTally]
SumKey: TypeAlias = tuple[tuple[int, ...], datetime]
"""((site, and page where it is one's), start of the stretch of time)."""
Sums: TypeAlias = dict[SumKey, int]
_NEXT = [(Unit.HOUR, Unit.DAY), (Unit.DAY, Unit.MONTH), (Unit.MONTH, Unit.YEAR)]


@dataclass(frozen=True, slots=True)
class Difference:
    """`stored` is what a total says, `computed` what its parts add up to."""

    subject: str
    stored: int
    computed: int

    def __str__(self) -> str:
        return f"{self.subject}: đang ghi {self.stored}, cộng lại được {self.computed}"


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """A day that says something else than when it was sealed."""

    site_id: int
    day: date

    def __str__(self) -> str:
        return f"trang thông tin {self.site_id}, ngày {self.day:%d/%m/%Y}: số đã bị sửa sau khi niêm phong"


def differences() -> Iterator[Difference | BrokenSeal]:
    """Every total that its parts contradict, and every seal that is broken, as they are found."""
    yield from (BrokenSeal(*broken) for broken in broken_seals())
    for model, name in ((PageTally, "trang"), (SiteTally, "trang thông tin")):
        for lower, upper in _NEXT:
            yield from _levels(model, name, lower, upper)
    yield from _totals()
    for unit in Unit.values:
        yield from _sites(unit)
    for unit in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        yield from _devices(unit)


def _levels(model: Tally, name: str, lower: Unit, upper: Unit) -> Iterator[Difference]:
    """A level against the next coarser one; hours only where they are still kept."""
    for field in _COUNTED[model]:
        computed: Sums = defaultdict(int)
        for key, start, amount in _rows(model, lower, field):
            computed[key, starts(start)[upper]] += amount
        stored = {(key, start): amount for key, start, amount in _rows(model, upper, field)}
        keys = set(computed) if lower == Unit.HOUR else set(computed) | set(stored)
        label = f"{name} {{}}, {Unit(upper).label} bắt đầu {{}}, {_FIELDS[field]}"
        yield from _compare(keys, stored, computed, label)


def _totals() -> Iterator[Difference]:
    """Years against the total of each page."""
    for field in ("views", "bots"):
        rows = PageTally.objects.filter(unit=Unit.YEAR).values_list("site_id", "page_id")
        computed = {tuple(key): amount for *key, amount in rows.annotate(sum=Sum(field))}
        stored = {
            (site, page): amount
            for site, page, amount in PageTotal.objects.values_list("site_id", "page_id", field)
        }
        for key in sorted(set(computed) | set(stored)):
            if computed.get(key, 0) != stored.get(key, 0):
                yield Difference(
                    f"tổng của trang {key[1]}, {_FIELDS[field]}",
                    stored.get(key, 0),
                    computed.get(key, 0),
                )


def _sites(unit: str) -> Iterator[Difference]:
    """Pages against their site."""
    for field in ("views", "bots", "suspects"):
        computed = _by_site(PageTally.objects.filter(unit=unit), field)
        stored = _by_site(SiteTally.objects.filter(unit=unit), field)
        label = f"trang thông tin {{}}, {Unit(unit).label} bắt đầu {{}}, các trang cộng lại, {_FIELDS[field]}"
        yield from _compare(set(computed) | set(stored), stored, computed, label)


def _devices(unit: str) -> Iterator[Difference]:
    """Devices against the views of their site."""
    devices = SourceTally.objects.filter(kind=SourceTally.Kind.DEVICE, unit=unit)
    computed = _by_site(devices, "views")
    stored = _by_site(SiteTally.objects.filter(unit=unit), "views")
    label = f"trang thông tin {{}}, {Unit(unit).label} bắt đầu {{}}, các thiết bị cộng lại"
    yield from _compare(set(computed) | set(stored), stored, computed, label)


_FIELDS = {
    "views": "lượt xem",
    "bots": "máy tự động",
    "suspects": "nghi bất thường",
    "visits": "lượt truy cập",
    "visitors": "người truy cập",
}
_COUNTED = {PageTally: ("views", "bots", "suspects"), SiteTally: tuple(_FIELDS)}


def _rows(model: Tally, unit: str, field: str) -> Iterator[tuple[tuple[int, ...], datetime, int]]:
    names = ["site_id", "page_id"] if model is PageTally else ["site_id"]
    for *key, start, amount in (
        model.objects.filter(unit=unit).values_list(*names, "start", field).iterator()
    ):
        yield tuple(key), start, amount


def _by_site(rows: QuerySet[Any], field: str) -> Sums:
    sums = rows.values_list("site_id", "start").annotate(sum=Sum(field))
    return {((site_id,), start): amount for site_id, start, amount in sums}


def _compare(
    keys: Iterable[SumKey], stored: Mapping[SumKey, int], computed: Mapping[SumKey, int], label: str
) -> Iterator[Difference]:
    for key, start in sorted(keys):
        if stored.get((key, start), 0) != computed.get((key, start), 0):
            when = f"{timezone.localtime(start):%d/%m/%Y}"
            yield Difference(
                label.format(key[-1], when),
                stored.get((key, start), 0),
                computed.get((key, start), 0),
            )
