"""What counting is told of a page that was shown, and what it answers."""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


class Outcome(enum.Enum):
    """What became of a view."""

    COUNTED = "counted"
    COUNTED_BEFORE = "counted-before"
    RELOAD = "reload"
    SUSPECT = "suspect"
    ROBOT = "robot"
    NOT_PUBLIC = "not-public"


Decisions: TypeAlias = list[Outcome | None]
"""What became of each view; None while nothing is decided."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A page that was shown, as far as counting needs to know."""

    site_id: int
    page_id: int
    networks: tuple[str, ...]
    """The visitor's networks, narrowest first; leave this process only as part of keyed hashes."""
    user_agent: str
    view_id: str = ""
    """32 hex digits from the script, "" from the picture for browsers without scripts."""
    referrer: str | None = None
    """The foreign host that led here, "" when there was none, None on the way inside the site."""
    mark: str = ""
    """The name that a printed code or a sent link carried."""
    found: bool = False
    """Whether the site's own search led here."""
    again: bool | None = False
    """Whether the browser calls it a reload or a return; None where it cannot say."""
    is_robot: bool = False
    at: datetime | None = None
    """When; now, unless a test says otherwise."""
