"""On which days something happens: once, or again and again.

Markets in the mountains come every seventh day or move back by one weekday each time ("chợ lùi"),
which is every sixth day.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

STEPS = {"weekly": 7, "lui": 6, "fortnightly": 14}
"""Days between two occurrences."""
FAR = timedelta(days=400)
"""How far ahead anybody looks."""


def occurrences(
    first: date, last: date, repeats: str, until: date | None, window: tuple[date, date]
) -> Iterator[tuple[date, date]]:
    """`(start, end)` of those that touch `window`, a pair of days, in their order.

    `first` and `last` are the days of the first occurrence; nothing starts after `until`, if given.
    """
    since, ahead = window
    length = last - first
    for start in _starts(first, repeats, since - length):
        if start > ahead or (until and start > until):
            return
        if start + length >= since:
            yield start, start + length


def _starts(first: date, repeats: str, since: date) -> Iterator[date]:
    if repeats in STEPS:
        step = STEPS[repeats]
        start = first + timedelta(days=max(0, -(-(since - first).days // step)) * step)
        while start - since < FAR * 2:
            yield start
            start += timedelta(days=step)
    elif repeats == "monthly":
        yield from _same_day_of_each_month(first, since)
    else:
        yield first


def _same_day_of_each_month(first: date, since: date) -> Iterator[date]:
    """The 31st is the last day of shorter months: a reception day is not left out."""
    months = max(0, (since.year - first.year) * 12 + since.month - first.month - 1)
    for ahead in range(months, months + 30):
        year, month = divmod(first.year * 12 + first.month - 1 + ahead, 12)
        yield first.replace(
            year=year, month=month + 1, day=min(first.day, monthrange(year, month + 1)[1])
        )
