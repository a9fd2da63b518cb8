"""What a page's script sends, read once: past this reader every field has its type.

What stands in the body is the claim of a stranger. A field of the wrong kind says nothing; a report
without the id of its view is no report (`docs/dem-luot-xem.md`).
"""

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

from visits.admission import Refused

After: TypeAlias = dict[str, object]
"""What the reader's browser measured, or where the reader went: named by whoever reads it."""
_VIEW_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class PageReport:
    """A report of a view, or of what came after it."""

    page: str = ""
    """The token of the page (`visits.page_tokens`), not yet checked."""
    view: str = ""
    """32 hex digits that the browser chose; "" where a picture was asked for."""
    came_from: str | None = None
    """The host that led here as the script says it; "" for none, None where it says nothing."""
    mark: str = ""
    found: bool = False
    again: bool | None = None
    """Whether the page was loaded again; None from browsers that cannot tell."""
    is_robot: bool = False
    after: After | None = None
    """None where the report is of a view; empty where what came after it makes no sense."""


def read_report(body: bytes) -> PageReport:
    """The report in a request's body. Raises `Refused` (400)."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "Báo cáo lượt xem không đọc được.") from None
    view = told.get("view") if isinstance(told, dict) else None
    if not isinstance(view, str) or not _VIEW_ID.fullmatch(view):
        raise Refused(400, "Báo cáo lượt xem không đúng mẫu.")
    return PageReport(
        page=_text(told.get("page")),
        view=view,
        came_from=_came_from(told.get("from", False)),
        mark=_text(told.get("mark")),
        found=told.get("found") == 1,
        again=_yes_or_no(told.get("again")),
        is_robot=bool(told.get("robot")),
        after=_after(told["after"]) if "after" in told else None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _came_from(value: object) -> str | None:
    """The script writes null where nothing led here; what is no text says nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else None


def _yes_or_no(value: object) -> bool | None:
    """1 or 0; anything else is no answer."""
    return bool(value) if isinstance(value, int | float) and value in (0, 1) else None


def _after(value: object) -> After:
    return value if isinstance(value, dict) else {}
