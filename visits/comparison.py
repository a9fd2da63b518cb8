"""How a period stands to an earlier one, in figures and in words: colour alone would not be read aloud.

A period that is not over is compared with the same stretch of the earlier one, to the full hour, and
says so: one morning against a whole day would always be a fall.
"""

from dataclasses import dataclass

from django.utils import timezone

from visits.figures import Figures, figures_until, site_figures
from visits.periods import Period


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of like stretches. `until` says how far they go, "" where the period is over."""

    now: Figures
    before: Figures
    year_before: Figures
    until: str = ""
    is_possible: bool = True
    """False in the first hour of a single day: nothing is over yet that could be compared."""


def compare(site_id: int, period: Period, figures: Figures) -> Comparison:
    """`period`, whose sums are `figures`, beside the period before and the same of the year before."""
    before, year_before = period.before(), period.year_before()
    if period.is_over:
        return Comparison(
            figures, site_figures(site_id, before), site_figures(site_id, year_before)
        )
    hour = timezone.localtime().hour
    return Comparison(
        figures_until(site_id, period, hour),
        figures_until(site_id, before, hour),
        figures_until(site_id, year_before, hour),
        _until(period, hour),
        is_possible=period.days > 1 or hour > 0,
    )


def _until(period: Period, hour: int) -> str:
    if hour:
        return f"tính đến {hour} giờ ngày {period.last:%d/%m}"
    return f"tính đến hết ngày trước ngày {period.last:%d/%m}"


def in_words(now: int, before: int) -> str:
    """`Tăng 12%`, `Giảm 3%`, `Không đổi`, or that there is nothing to compare with."""
    if before == 0:
        return "Không đổi" if now == 0 else "Trước đó chưa có số liệu"
    change = round((now - before) * 100 / before)
    if now == before:
        return "Không đổi"
    if change == 0:
        return "Tăng dưới 1%" if now > before else "Giảm dưới 1%"
    return f"Tăng {_grouped(change)}%" if change > 0 else f"Giảm {_grouped(-change)}%"


def share(part: int, whole: int) -> int:
    """A whole percentage, 0 of nothing."""
    return round(part * 100 / whole) if whole else 0


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
