"""The few figures at the top of a report, each with its comparisons in words."""

from dataclasses import dataclass

from visits.comparison import in_words, share
from visits.devices import LABELS, PHONE


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure; `value` is a whole number, `unit` follows it."""

    name: str
    value: int
    before: str = ""
    year_before: str = ""
    note: str = ""
    unit: str = ""
    is_estimate: bool = False


def kpis(report):
    """Views, visits, visitors, phones, robots."""
    now, before, year = report.figures, report.before, report.year_before
    compared = [
        ("Lượt xem", "views", False),
        ("Lượt truy cập", "visits", True),
        ("Người truy cập", "visitors", True),
    ]
    figures = [
        Kpi(
            name,
            getattr(now, field),
            before=in_words(getattr(now, field), getattr(before, field)),
            year_before=in_words(getattr(now, field), getattr(year, field)),
            is_estimate=is_estimate,
        )
        for name, field, is_estimate in compared
    ]
    return [
        *figures,
        _phones(report),
        Kpi("Máy tự động", now.bots, note="Để riêng, không tính vào lượt xem"),
    ]


def _phones(report):
    rows = report.by_key["thiet-bi"].rows
    phones = sum(row.numbers[0] for row in rows if row.name == LABELS[PHONE])
    return Kpi("Xem bằng điện thoại", share(phones, report.figures.views), unit="%")
