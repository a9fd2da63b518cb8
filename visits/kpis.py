"""The few figures at the top of a report, each with its comparisons in figures and words."""

from dataclasses import dataclass

from visits.comparison import in_words, share
from visits.devices import LABELS, PHONE
from visits.report import Report


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure; `value` is a whole number, `unit` follows it.

    `before` and `year_before` say how it stands to the earlier figures, which stand beside them.
    """

    name: str
    value: int
    before: str = ""
    before_value: int | None = None
    year_before: str = ""
    year_value: int | None = None
    note: str = ""
    unit: str = ""
    is_estimate: bool = False
    stretch_value: int | None = None
    """The part of `value` that is compared, where a period is not over; None where it is all of it."""


_COMPARED = [
    ("Lượt xem", "views", False),
    ("Lượt truy cập", "visits", True),
    ("Người truy cập", "visitors", True),
]


def kpis(report: Report) -> list[Kpi]:
    """Views, visits, visitors, phones, robots, and suspects where there were any."""
    figures = [_compared(report, *one) for one in _COMPARED]
    apart = [Kpi("Máy tự động", report.figures.bots, note="Để riêng, không tính vào lượt xem")]
    if report.figures.suspects:
        note = "Để riêng, không tính vào lượt xem; xem bảng theo trang và giờ"
        apart.append(Kpi("Nghi bất thường", report.figures.suspects, note=note))
    return [*figures, _phones(report), *apart]


def _compared(report: Report, name: str, field: str, is_estimate: bool) -> Kpi:
    value, comparison = getattr(report.figures, field), report.comparison
    if not comparison.is_possible:
        return Kpi(name, value, note="Chưa đủ một giờ để so sánh", is_estimate=is_estimate)
    now, before, year = (
        getattr(one, field) for one in (comparison.now, comparison.before, comparison.year_before)
    )
    return Kpi(
        name, value, in_words(now, before), before, in_words(now, year), year, is_estimate=is_estimate,
        stretch_value=now if comparison.until else None,
    )  # fmt: skip


def _phones(report: Report) -> Kpi:
    rows = report.by_key["thiet-bi"].rows
    phones = sum(row.numbers[0] for row in rows if row.name == LABELS[PHONE])
    return Kpi("Xem bằng điện thoại", share(phones, report.figures.views), unit="%")
