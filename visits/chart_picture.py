"""The chart as a picture, for Word, which draws no SVG of ours."""

import io

from PIL import Image, ImageDraw, ImageFont

from visits.charts import HEIGHT, Chart

SCALE = 2
BARS, LINE, GRID, INK = "#6b86bd", "#8c2a5d", "#bbbbbb", "#000000"


def chart_png(chart: Chart) -> io.BytesIO:
    """A PNG file (in memory) of a `visits.charts.Chart`; the letters are digits only."""
    picture = Image.new("RGB", (chart.width * SCALE, HEIGHT * SCALE), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=13 * SCALE)
    for tick in chart.ticks:
        y = float(tick.y) * SCALE
        pen.line((chart.left * SCALE, y, chart.right * SCALE, y), fill=GRID, width=SCALE)
        pen.text(((chart.left - 8) * SCALE, y), _grouped(tick.value), INK, font, anchor="rm")
    for bar in chart.bars:
        x, y = float(bar.x) * SCALE, float(bar.y) * SCALE
        right, bottom = x + float(bar.width) * SCALE, chart.bottom * SCALE
        pen.rectangle((x, min(y, bottom), right, bottom), fill=BARS)
        pen.text(
            (float(bar.middle) * SCALE, (chart.bottom + 16) * SCALE),
            bar.label,
            INK,
            font,
            anchor="mm",
        )
    spots = [(float(x) * SCALE, float(y) * SCALE) for x, y in _line(chart)]
    if len(spots) > 1:
        pen.line(spots, fill=LINE, width=3 * SCALE, joint="curve")
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    file.seek(0)
    return file


def _line(chart: Chart) -> list[list[str]]:
    """The points of the SVG path `M1 2L3 4`."""
    return [part.split() for part in chart.line[1:].split("L")] if chart.line else []


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
