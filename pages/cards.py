"""A page describes itself once, as a card; lists show cards and ask nothing more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    """What a list, a search hit, a feed entry or a related link says about a page."""

    title: str
    url: str
    kind: str
    """The Vietnamese name of the page's kind, such as "Bài viết"."""
    summary: str = ""
    date: datetime | None = None
    image: Any = None
    """A `PortalImage` or None; the alt text in a list is empty, because the title says it."""
    section: str = ""
    """The title of the section that the page stands in, where it has one."""
    page_id: int | None = None
    tag: str = ""
    """A short label such as "Tiếp công dân" for notices."""
    note: str = ""
    """A line under the title, such as "Miễn phí; trong ngày" for a procedure."""
