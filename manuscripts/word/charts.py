"""The figures of a chart as a table: a reader on a telephone, or one who sees nothing, has them then too.

A chart keeps what it drew beside the drawing (ECMA-376 Part 1, 21.2.2: `strCache`, `numCache`).
"""

from manuscripts.word.markup import Element, child, make, q, text_run

MOST_ROWS, MOST_COLUMNS = 60, 12


def table_of(root: Element) -> list[Element]:
    """The chart's title and its figures; nothing when it keeps none or too many to read."""
    series = [(name_of(one), points_of(one)) for one in root.iter(q("c:ser"))]
    series = [(name, points) for name, points in series if points]
    places = list(dict.fromkeys(place for _, points in series for place in points))
    if not series or len(places) > MOST_ROWS or len(series) > MOST_COLUMNS:
        return []
    named = any(name for name, _ in series)
    rows = [["", *(name for name, _ in series)]] if named else []
    rows += [[place, *(points.get(place, "") for _, points in series)] for place in places]
    title = child(root, "c:chart", "c:title")
    words = "".join(title.itertext(q("a:t"))) if title is not None else ""
    heading = [make("w:p", text_run(words))] if words.strip() else []
    return [*heading, make("w:tbl", *map(row_of, rows)), make("w:p")]


def row_of(cells: list[str]) -> Element:
    """One row of the table."""
    return make("w:tr", *(make("w:tc", make("w:p", text_run(cell))) for cell in cells))


def name_of(series: Element) -> str:
    """What one series is called."""
    name = child(series, "c:tx")
    return "".join(name.itertext(q("c:v"))).strip() if name is not None else ""


def points_of(series: Element) -> dict[str, str]:
    """The figures of one series by what they stand for; counted from 1 where nothing is said."""
    names = values_in(
        child(series, "c:cat") if child(series, "c:cat") is not None else child(series, "c:xVal")
    )
    figures = values_in(
        child(series, "c:val") if child(series, "c:val") is not None else child(series, "c:yVal")
    )
    return {names.get(place, str(place + 1)): figure for place, figure in figures.items()}


def values_in(element: Element | None) -> dict[int, str]:
    """Place and value of each point."""
    points = [] if element is None else element.iter(q("c:pt"))
    found = {}
    for point in points:
        place, value = point.get("idx", ""), child(point, "c:v")
        if place.isdecimal() and value is not None:
            found.setdefault(int(place), rounded(value.text or ""))
    return found


def rounded(figure: str) -> str:
    """`0.1 + 0.2` is drawn as 0,3; a comma stands before the decimals here."""
    try:
        number = float(figure)
    except ValueError:
        return figure.strip()
    if "e" not in figure.lower() and "." not in figure:
        return figure.strip()
    return f"{number:.10g}".replace(".", ",")
