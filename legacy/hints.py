"""What a source says about its article outside the text: front matter, meta tags, fields."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Hints:
    """Facts given beside the text; they win over what is recognised in it."""

    title: str = ""
    lead: str = ""
    section: str = ""
    published_at: datetime | None = None
    views: int | None = None
    author: str = ""
    source: str = ""
    source_url: str = ""
    address: str = ""
    cover: str = ""
    place: str = ""
    """The page's path on a site whose host is not known."""
