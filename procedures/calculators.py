"""Small calculators that say how they count: plain GET forms, nothing is kept."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from procedures.due_days import LAST_HOUR, MOST_DAYS, due_day, last_day_in_time, received_on

FIRST_PAGES, FIRST_PRICE, NEXT_PRICE, MOST = 2, 2_000, 1_000, 200_000
"""Certified copies, Circular 226/2016/TT-BTC: đồng a page, then a page from the third, at most a copy."""
EVENTS = {"sinh": ("Khai sinh", 60), "mat": ("Khai tử", 15)}
"""Days to register in, Law on civil status 2014 Đ15 and Đ33."""


def price_of_copies(pages: int, copies: int) -> tuple[int, int]:
    """(price of one copy, price of all) of a document with `pages` pages."""
    first = min(pages, FIRST_PAGES) * FIRST_PRICE
    one = min(first + max(pages - FIRST_PAGES, 0) * NEXT_PRICE, MOST)
    return one, one * copies


def calculators_context(request: HttpRequest) -> dict[str, Any]:
    """What the forms ask and what comes of it; nonsense gives a sentence beside the form."""
    today = timezone.localdate()
    get = request.GET
    context: dict[str, Any] = {
        "today": today,
        "last_hour": LAST_HOUR,
        "asked": get,
        "events": EVENTS,
    }
    if "nop" in get:
        context["due"] = _due(get)
    if "trang" in get:
        context["copies"] = _copies(get)
    if "ngay" in get:
        context["last"] = _last(get)
    return context


def _due(get: QueryDict) -> dict[str, Any]:
    day, days = _date(get.get("nop", "")), _number(get.get("so-ngay", ""), 0, MOST_DAYS)
    if day is None or days is None:
        return {"fault": f"Hãy chọn ngày nộp và ghi số ngày làm việc (từ 0 đến {MOST_DAYS})."}
    moment = datetime.combine(day, datetime.min.time()).replace(
        hour=LAST_HOUR if get.get("sau-15") else 9
    )
    return {"received": received_on(moment), "day": due_day(moment, days), "days": days}


def _copies(get: QueryDict) -> dict[str, Any]:
    pages, copies = _number(get.get("trang", ""), 1, 2_000), _number(get.get("ban", ""), 1, 1_000)
    if pages is None or copies is None:
        return {"fault": "Hãy ghi số trang (từ 1 đến 2.000) và số bản (từ 1 đến 1.000)."}
    one, total = price_of_copies(pages, copies)
    return {"one": one, "total": total, "pages": pages, "copies": copies}


def _last(get: QueryDict) -> dict[str, Any]:
    day, event = _date(get.get("ngay", "")), EVENTS.get(get.get("viec", ""))
    if day is None or event is None:
        return {"fault": "Hãy chọn việc và ngày."}
    return {"day": last_day_in_time(day, event[1]), "name": event[0], "days": event[1]}


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2090 else None


def _number(text: str, least: int, most: int) -> int | None:
    text = text.strip()
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
    return found if found is not None and least <= found <= most else None
