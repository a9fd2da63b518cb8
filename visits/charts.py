"""The geometry of a chart: bars for views, a line for visits; a template draws it as SVG.

Made on the server, so that it needs no script, prints, and reads aloud by its table. Units are those
of the SVG's viewBox; the y axis points down.
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 1120, 330
LEFT, RIGHT, TOP, BOTTOM = 64, 1046, 20, 294
MOST_LABELS = 12
BAR_SHARE = 0.62
"""How much of its place a bar fills."""
_STEPS = (1, 2, 2.5, 5, 10)


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
    bars: list
    ticks: list
    line: str
    dots: list
    bar_name_y: str
    line_name_y: str
    bar_name: str = "Lượt xem"
    line_name: str = "Truy cập"
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def make_chart(title, points, with_visits=True):
    """A chart of points (`visits.figures.Point`), views as bars and visits as a line."""
    views = [point.figures.views for point in points]
    visits = [point.figures.visits for point in points] if with_visits else []
    top = _axis_top(max([*views, *visits, 1]))
    places = [(LEFT + (n + 0.5) * _slot(points)) for n in range(len(points))]
    spots = [(place, _height(value, top)) for place, value in zip(places, visits, strict=False)]
    return Chart(
        title=title,
        description=_description(points, views),
        bars=_bars(points, places, views, top),
        ticks=[Tick(_text(_height(value, top)), value) for value in _tick_values(top)],
        line="M" + "L".join(f"{_text(x)} {_text(y)}" for x, y in spots) if len(spots) > 1 else "",
        dots=[(_text(x), _text(y)) for x, y in spots] if len(spots) <= MOST_LABELS * 3 else [],
        **_name_places(views, visits, top),
    )


def _bars(points, places, views, top):
    width = _slot(points) * BAR_SHARE
    every = -(-len(points) // MOST_LABELS) or 1
    return [
        Bar(
            x=_text(place - width / 2),
            y=_text(_height(value, top)),
            width=_text(width),
            height=_text(BOTTOM - _height(value, top)),
            middle=_text(place),
            label=point.label if number % every == 0 else "",
        )
        for number, (point, place, value) in enumerate(zip(points, places, views, strict=True))
    ]


def _slot(points):
    return (RIGHT - LEFT) / max(len(points), 1)


def _height(value, top):
    return BOTTOM - (BOTTOM - TOP) * value / top


def _axis_top(largest):
    """A round number not below `largest`, so that five lines of the grid are whole numbers."""
    magnitude = 10 ** (len(str(largest)) - 1)
    steps = (step * magnitude for step in _STEPS)
    return max(4, next(int(step) for step in steps if step >= largest and int(step) == step))


def _tick_values(top):
    count = 5 if top % 5 == 0 else 4
    return [top * n // count for n in range(count + 1)]


def _name_places(views, visits, top):
    """Where the names of the series stand beside their ends, one clear of the other."""
    bar_y = _height(views[-1] if views else 0, top) + 5
    line_y = _height(visits[-1] if visits else 0, top) + 5
    if abs(bar_y - line_y) < 18:
        bar_y, line_y = min(bar_y, line_y) - 5, min(bar_y, line_y) + 15
    return {"bar_name_y": _text(bar_y), "line_name_y": _text(line_y)}


def _description(points, views):
    if not any(views):
        return "Chưa có lượt xem nào."
    most, least = max(views), min(views)
    names = [point.label for point in points]
    return (
        f"Nhiều nhất: {names[views.index(most)]}, {_grouped(most)} lượt xem. "
        f"Ít nhất: {names[views.index(least)]}, {_grouped(least)} lượt xem."
    )


def _grouped(number):
    return f"{number:,}".replace(",", ".")


def _text(number):
    return f"{number:.1f}"
