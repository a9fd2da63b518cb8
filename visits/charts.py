"""The geometry of a chart: bars for views, a line for visits; a template draws it as SVG.

Made on the server, so that it needs no script, prints, and reads aloud by its table. Units are those
of the SVG's viewBox; the y axis points down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from visits.figures import Point

WIDE, NARROW, HEIGHT = 1120, 760, 330
"""Widths for the dashboard and for a column of a page, whose letters would be too small otherwise."""
LEFT, TOP, BOTTOM = 64, 20, 294
NAMES_WIDTH = 92
"""Room to the right of the bars for the names of the series."""
LETTER_WIDTH = 10
"""Room for one letter of a label, gaps included."""
MOST_DOTS = 36
BAR_SHARE = 0.62
"""How much of its place a bar fills."""
_TOPS = {1: 5, 2: 4, 3: 3, 4: 4, 5: 5, 6: 3, 8: 4, 10: 5}
"""First figures of a round axis end, and how many steps lead to it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `label` stands under it unless it is empty. Coordinates as text with a point."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and its figure."""

    y: str
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template needs; `line` is an SVG path, "" without a second series."""

    title: str
    description: str
    bars: list[Bar]
    ticks: list[Tick]
    line: str
    dots: list[tuple[str, str]]
    bar_name_y: str
    line_name_y: str
    bar_name: str = "Lượt xem"
    line_name: str = "Truy cập"
    width: int = WIDE
    left: int = LEFT
    bottom: int = BOTTOM

    @property
    def view_box(self) -> str:
        """The SVG's coordinates."""
        return f"0 0 {self.width} {HEIGHT}"

    @property
    def right(self) -> int:
        """Where the bars end and the names of the series begin."""
        return self.width - NAMES_WIDTH


def make_chart(
    title: str, points: Sequence[Point], with_visits: bool = True, width: int = WIDE
) -> Chart:
    """A chart of points (`visits.figures.Point`), views as bars and visits as a line."""
    views = [point.figures.views for point in points]
    visits = [point.figures.visits for point in points] if with_visits else []
    top, steps = _axis(max([*views, *visits, 1]))
    slot = (width - NAMES_WIDTH - LEFT) / max(len(points), 1)
    bar_y, line_y = _name_places(views, visits, top)
    spots = [(_middle(n, slot), _height(value, top)) for n, value in enumerate(visits)]
    return Chart(
        title=title,
        description=_description(points, views),
        bars=_bars(points, slot, top),
        ticks=[_tick(top * n // steps, top) for n in range(steps + 1)],
        line="M" + "L".join(f"{_text(x)} {_text(y)}" for x, y in spots) if len(spots) > 1 else "",
        dots=[(_text(x), _text(y)) for x, y in spots] if len(spots) <= MOST_DOTS else [],
        width=width,
        bar_name_y=_text(bar_y),
        line_name_y=_text(line_y),
    )


def _bars(points: Sequence[Point], slot: float, top: int) -> list[Bar]:
    widest = max((len(point.label) for point in points), default=1) * LETTER_WIDTH
    every = max(1, ceil(widest / slot))
    return [
        Bar(
            x=_text(_middle(number, slot) - slot * BAR_SHARE / 2),
            y=_text(_height(point.figures.views, top)),
            width=_text(slot * BAR_SHARE),
            height=_text(BOTTOM - _height(point.figures.views, top)),
            middle=_text(_middle(number, slot)),
            label=point.label if number % every == 0 else "",
        )
        for number, point in enumerate(points)
    ]


def _middle(number: int, slot: float) -> float:
    return LEFT + (number + 0.5) * slot


def _tick(value: int, top: int) -> Tick:
    return Tick(_text(_height(value, top)), value)


def _height(value: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _axis(largest: int) -> tuple[int, int]:
    """A round number not below `largest`, and how many whole steps lead to it."""
    if largest <= 5:
        return 5, 5
    magnitude = 10 ** (len(str(largest)) - 1)
    first = next(first for first in _TOPS if first * magnitude >= largest)
    return first * magnitude, _TOPS[first]


def _name_places(views: list[int], visits: list[int], top: int) -> tuple[float, float]:
    """Where the names of the series stand beside their ends, one clear of the other."""
    bar_y = _height(views[-1] if views else 0, top) + 5
    line_y = _height(visits[-1] if visits else 0, top) + 5
    if abs(bar_y - line_y) < 18:
        bar_y, line_y = min(bar_y, line_y) - 5, min(bar_y, line_y) + 15
    return bar_y, line_y


def _description(points: Sequence[Point], views: list[int]) -> str:
    if not any(views):
        return "Chưa có lượt xem nào."
    most, least = max(views), min(views)
    names = [point.label for point in points]
    return (
        f"Nhiều nhất: {names[views.index(most)]}, {_grouped(most)} lượt xem. "
        f"Ít nhất: {names[views.index(least)]}, {_grouped(least)} lượt xem."
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _text(number: float) -> str:
    return f"{number:.1f}"
