"""What moves by itself on a page that is kept: set in when the copy is served.

A kept copy (`portal.page_cache`) stays good until something that it shows changes. The numbers of
readers change with every reader, so a page that is to be kept has a place in their stead, and whoever
serves the copy fills it. A room registers how its kind of place is filled.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Filler: TypeAlias = Callable[[str, str], str]
"""`filler(key, otherwise)` gives HTML; `otherwise` is what stood there when the page was made."""

_PLACE = re.compile(rb"\x02([a-z]+):([\d.]+):([^\x02\x03]*)\x03")
"""Control characters, which no form of the site lets through (`pages.clean_text`)."""

_fillers: dict[str, Filler] = {}


def register(kind: str, filler: Filler) -> None:
    """Say how places of this kind (lower case letters) are filled; called when the apps are ready."""
    _fillers[kind] = filler


def allow(request: HttpRequest) -> None:
    """The answer to this request will go through `fill`."""
    request.has_places = True  # type: ignore[attr-defined]  # a mark of our own


def are_allowed(request: HttpRequest | None) -> bool:
    """Whether places may stand in what is rendered for this request."""
    return bool(getattr(request, "has_places", False))


def place(kind: str, key: str, otherwise: str = "") -> SafeString:
    """A place for the templates; `key` is made of digits and points."""
    return mark_safe(f"\x02{kind}:{key}:{escape(otherwise)}\x03")  # noqa: S308 - escaped


def stand_in(html: bytes) -> bool:
    """Whether there is any place in it."""
    return _PLACE.search(html) is not None


def fill(html: bytes) -> bytes:
    """The page with what belongs into its places now."""
    return _PLACE.sub(_filled, html)


def _filled(found: re.Match[bytes]) -> bytes:
    kind, key, otherwise = (part.decode() for part in found.groups())
    filler = _fillers.get(kind)
    return filler(key, otherwise).encode() if filler else found[0]
