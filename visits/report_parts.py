"""Tables that other apps add to the statistics: `visits` knows of pages, not of articles.

An app above registers a function in its `ready()`: it takes a Wagtail site and a `Period` and
returns a `Table`, or None when it has nothing to say about that site.
"""

from collections.abc import Callable
from typing import TypeAlias

from wagtail.models import Site

from visits.periods import Period
from visits.tables import Table

Part: TypeAlias = Callable[[Site, Period], Table | None]
_parts: list[Part] = []


def register(part: Part) -> Part:
    """Add `part(site, period) -> Table | None` to dashboard, exports and the monthly report."""
    if part not in _parts:
        _parts.append(part)
    return part


def tables(site: Site, period: Period) -> list[Table]:
    """The tables of every registered part, in the order of registration."""
    made = (part(site, period) for part in _parts)
    return [table for table in made if table is not None]
