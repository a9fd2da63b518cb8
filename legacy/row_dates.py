"""When an article was published, by the fields of its row.

A moment without a zone is the commune's, but for two: WordPress calls its Greenwich columns `…_gmt`,
and Joomla keeps every moment in UTC whatever its columns are called.
"""

import re
from datetime import UTC, datetime

from legacy.dates import COMMUNE_TIME, ImpossibleDateError, parse_date
from legacy.field_names import NAMES, TIMES_IN_UTC

HAS_CLOCK = re.compile(r"\d[T ]\s?\d{1,2}:\d{2}")
HAS_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\s*$", re.I)
FLAG = re.compile(r"[01]|true|false", re.I)
JOOMLA = {"introtext", "fulltext"}


def date_of(fields: dict, now: datetime | None = None) -> datetime | None:
    """The first moment that the fields give; an impossible one is refused only if it stands alone."""
    refused = None
    for name in NAMES["date"]:
        value = fields.get(name)
        if isinstance(value, list | dict) or FLAG.fullmatch(str(value).strip()):
            continue
        try:
            moment = parse_date(value, now)
        except ImpossibleDateError as error:
            refused = refused or error
            continue
        if moment is not None:
            return from_utc(moment) if in_utc(fields, name, value) else moment
    if refused:
        raise refused
    return None


def in_utc(fields: dict, name: str, value: object) -> bool:
    """A clock without a zone in a column that holds Greenwich time."""
    words = str(value).strip()
    bare = bool(HAS_CLOCK.search(words)) and not HAS_ZONE.search(words)
    joomla = fields.keys() >= JOOMLA and ("catid" in fields or "publish_up" in fields)
    return bare and (name in TIMES_IN_UTC or joomla)


def from_utc(moment: datetime) -> datetime:
    """A clock read as the commune's that was Greenwich's."""
    return moment.replace(tzinfo=UTC).astimezone(COMMUNE_TIME)
