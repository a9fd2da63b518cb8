"""A report as PDF: the same sheet as on screen, set by WeasyPrint with the same stylesheet.

WeasyPrint needs Pango from the system (docs/decisions/033); without it the sheet is printed by the browser.
"""

import logging
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

# What it says of every property that only screens know is no news.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
_STYLES = Path(__file__).parent / "static" / "visits" / "css" / "printed_report.css"


class NotInstalled(Exception):  # noqa: N818 - a state of the machine
    """The system library is missing."""


def as_pdf(context: dict[str, Any]) -> bytes:
    """Bytes of the PDF. Raises `NotInstalled`. Nothing is fetched while it is made."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetchingError
    except OSError as error:
        raise NotInstalled(str(error)) from error

    def nothing(url: str, *args: Any, **kwargs: Any) -> None:
        raise URLFetchingError(f"not fetched: {url}")

    html = render_to_string("visits/admin/printed_report.html", context | {"as_pdf": True})
    page = HTML(string=html, url_fetcher=nothing, base_url="about:blank")
    style = CSS(string=_STYLES.read_text(encoding="utf-8"))
    return bytes(page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))
