"""Reads how often an article was seen on the old portal, and nothing else.

The counters of a whole site stand on the same pages; they are not views of an article.
"""

import re

from pages.clean_text import folded

LARGEST = 2_147_483_647
NUMBER = r"(?P<{}>\d{{1,3}}(?:[., ]\d{{3}})+(?!\d)|\d+)"
LABEL_AFTER = re.compile(
    NUMBER.format("before") + r"\s*(?:luot xem|luot doc|lan xem|lan doc|nguoi xem|views?|xem)\b"
)
LABEL_BEFORE = re.compile(
    r"(?:\b|(?=👁))(?:so luot xem|so lan xem|luot xem|luot doc|so luot doc|lan doc|lan xem|da xem|da doc|"
    r"nguoi xem|views?|xem|hits|👁\ufe0f?)\s*(?:tin|bai|bai viet|trang)?\s*[:=\-–]?\s*\(?\s*"
    + NUMBER.format("after")
)
OF_THE_SITE = re.compile(
    r"truy cap|tong (?:so )?luot|tat ca|hom nay|hom qua|tuan (?:nay|truoc)|thang (?:nay|truoc)|"
    r"truc tuyen|dang xem|online|khach"
)
BARE_NUMBER = re.compile(r"\d{1,7}|\d{1,3}(?:[.,]\d{3}){1,2}")


class ImpossibleViewsError(ValueError):
    """A view count was given that is no count."""


def find_views(text: str) -> int | None:
    """The view count in a line such as `54 lượt xem` or `Lượt xem: 1.234`."""
    plain = folded(text)
    if OF_THE_SITE.search(plain):
        return None
    found = LABEL_BEFORE.search(plain) or LABEL_AFTER.search(plain)
    return _whole_number(found[1]) if found else None


def without_views(text: str) -> str:
    """What a line says besides its view count; folded, for recognising only."""
    return LABEL_AFTER.sub(" ", LABEL_BEFORE.sub(" ", folded(text)))


def bare_count(text: str) -> int | None:
    """A number alone on its line; portals draw an eye before it, which text loses."""
    return _whole_number(text.strip()) if BARE_NUMBER.fullmatch(text.strip()) else None


def parse_views(value: object) -> int | None:
    """The view count of a data field; empty is unknown, not zero."""
    if value in (None, "") or isinstance(value, bool):
        return None
    number = find_views(str(value)) if isinstance(value, str) else None
    number = bare_count(str(value)) if number is None else number
    if number is None:
        raise ImpossibleViewsError(f"số lượt xem “{str(value)[:40]}” không phải là số đếm")
    return number


def _whole_number(digits: str) -> int:
    bare = re.sub(r"\D", "", digits)
    number = int(bare) if len(bare) < 20 else LARGEST + 1
    if number > LARGEST:
        raise ImpossibleViewsError(f"số lượt xem “{digits[:40]}” quá lớn")
    return number
