"""A report's data dressed for a template: heading lines, sections with numbers, chart, QR code."""

from datetime import date, datetime
from typing import Any, BinaryIO

import segno
from django.urls import reverse
from django.utils.safestring import SafeString

from visits.charts import NARROW, make_chart
from visits.figures import Figures, Point
from visits.models import FrozenReport
from visits.report_content import SERIES

IN_THE_BODY = (
    "xem-nhieu", "chuyen-muc", "noi-gioi-thieu", "thiet-bi", "duong-thu-tuc", "nghi-bat-thuong",
    "bai-theo-chuyen-muc", "bai-theo-tac-gia",
)  # fmt: skip
"""Tables in front of the signature; the others are an appendix."""
MOST_ROWS = 10


def sheet(
    content: dict[str, Any], report: FrozenReport | None = None, base_url: str = ""
) -> dict[str, Any]:
    """What `printed_report.html` shows; without `report` it is a draft."""
    paper = content["paper"]
    series = next(table for table in content["tables"] if table["key"] == SERIES)
    return {
        "content": content,
        "paper": paper,
        "report": report,
        "date_words": _date_words(paper["date"]),
        "taken_at": datetime.fromisoformat(content["taken_at"]),
        "check_at": datetime.fromisoformat(content["check"]["at"]) if content["check"] else None,
        "tables": [_shortened(table) for table in content["tables"] if table["key"] in IN_THE_BODY],
        "more_tables": [
            table for table in content["tables"] if table["key"] not in (SERIES, *IN_THE_BODY)
        ],
        "series": series,
        "chart": _chart(content, series),
        "address": base_url + reverse("verify_report", args=[report.code]) if report else "",
        "checksum": _grouped(report.checksum[:32]) if report else "",
    }


def _shortened(table: dict[str, Any]) -> dict[str, Any]:
    """The first lines: what is signed should fit on a few pages; all lines are in the Excel file."""
    return table | {"rows": table["rows"][:MOST_ROWS]}


def qr_svg(text: str) -> SafeString:
    """A QR code as SVG, to stand in the sheet."""
    return SafeString(segno.make(text, error="m", micro=False).svg_inline(scale=3, border=2))


def qr_png(text: str, file: BinaryIO) -> None:
    """The same as a picture for Word."""
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=6, border=2)


def _chart(content: dict[str, Any], series: dict[str, Any]) -> Any:
    points = [Point(row[0], Figures(row[1], row[2], row[3])) for row in series["rows"]]
    return make_chart(f"Lượt xem và lượt truy cập, {content['period']}", points, width=NARROW)


def _date_words(text: str) -> str:
    """`ngày 02 tháng 12 năm 2026`: Decree 30/2020 puts a nought before days below 10, months 1 and 2."""
    if not text:
        return ""
    day = date.fromisoformat(text)
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _grouped(digits: str) -> str:
    return " ".join(digits[n : n + 8] for n in range(0, len(digits), 8))
