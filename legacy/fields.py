"""One article given as named fields: front matter, a line of JSON, a row of a database."""

import html
import re

from legacy.dates import ImpossibleDateError, parse_date
from legacy.field_names import NAMES, TIMES_IN_UTC
from legacy.hints import Hints
from legacy.row_dates import date_of
from legacy.section_names import section_name
from legacy.view_counts import parse_views
from pages.clean_text import one_line
from pages.safe_links import safe_href

MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*\b[^>]*|!--.*?--)>", re.I | re.S)
MOST_TAGS, LONGEST_TAG = 12, 60
INNER = ("rendered", "raw", "name", "title", "value", "url", "src", "source_url", "_text")
__all__ = ["NAMES", "TIMES_IN_UTC", "ImpossibleDateError", "hints_of", "parse_date", "value_of"]


def value_of(fields: dict, part: str):
    """The first field under any of the names that portals give this part."""
    lowered = lowered_names(fields)
    values = (inner_value(lowered.get(name)) for name in NAMES[part])
    return next((value for value in values if value not in (None, "", [], {})), "")


def lowered_names(fields: dict) -> dict:
    """The fields by their names in lower case."""
    return {str(name).strip().lower(): value for name, value in fields.items()}


def inner_value(value):
    """`{"rendered": …}` of WordPress and its like: what is inside."""
    if isinstance(value, dict):
        named = (value.get(name) for name in INNER)
        return next((inner for inner in named if inner not in (None, "")), value)
    return value


def words_of(fields: dict, part: str) -> str:
    """A field as one line of text, without any markup; of a list, its first entry."""
    return plain_words(first_of(value_of(fields, part)))


def first_of(value):
    """The first entry of a list, or the value itself, whatever it is wrapped in."""
    while isinstance(value, list | dict):
        inner = [inner_value(value)] if isinstance(value, dict) else value
        if isinstance(value, dict) and inner[0] is value:
            inner = list(value.values())
        value = inner[0] if inner else ""
    return value


def plain_words(value: object) -> str:
    """Text without tags and entities, on one line."""
    words = value if isinstance(value, str) else str(value or "")
    words = MARKUP.sub(" ", words) if "<" in words else words
    return one_line(html.unescape(words) if "&" in words else words)


def list_of(fields: dict, part: str) -> list[str]:
    """A field as a list of names, whether it came as one or parted by commas."""
    value = value_of(fields, part)
    given = value if isinstance(value, list) else re.split(r"[,;|]", str(value or ""))
    names = [plain_words(inner_value(one)).lstrip("#") for one in given if not isinstance(one, int)]
    return list(dict.fromkeys(name for name in names if name and not name.isdecimal()))


def tags_of(fields: dict) -> list[str]:
    """Its tags, and the sections after the first: an article stands in one."""
    found = [*list_of(fields, "tags"), *list_of(fields, "section")[1:]]
    return [tag for tag in dict.fromkeys(found) if len(tag) <= LONGEST_TAG][:MOST_TAGS]


def section_of(fields: dict) -> str:
    """The first section named; numbers of a table that is not here name none."""
    return section_name(next(iter(list_of(fields, "section")), ""))


def hints_of(fields: dict) -> Hints:
    """Everything the fields say; a wrong date or count is refused by its reader."""
    source = words_of(fields, "source")
    address = safe_href(source)
    return Hints(
        title=words_of(fields, "title"),
        lead=words_of(fields, "lead"),
        section=section_of(fields),
        published_at=date_of(lowered_names(fields)),
        views=parse_views(value_of(fields, "views")),
        author=words_of(fields, "author"),
        source="" if address else source,
        source_url=address or safe_href(words_of(fields, "source_url")),
        address=words_of(fields, "address"),
        cover=words_of(fields, "cover"),
    )
