"""Small things that every page shows, kept in this process until anything published changes.

For reading only: what is remembered is shared by all requests, so nobody may change it.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from pages import generation

Thing = TypeVar("Thing")
LONGEST = 60.0
"""Seconds after which a thing is asked for again in any case (changes made past the signals)."""
_MOST = 2_000

_kept: dict[tuple[str, tuple[Hashable, ...]], tuple[Any, float]] = {}
_of: dict[str, str | None] = {"generation": None}


def remembered(
    key: tuple[Hashable, ...], build: Callable[[], Thing], longest: float = LONGEST
) -> Thing:
    """`build()`, or what it gave at most `longest` seconds ago since the last change.

    `key` is a tuple whose first part says what it is.
    """
    token = generation.current()
    if _of["generation"] != token or len(_kept) > _MOST:
        _kept.clear()
        _of["generation"] = token
    kept: tuple[Thing, float] | None = _kept.get((token, key))
    if kept is None or kept[1] < time.monotonic():
        kept = build(), time.monotonic() + longest
        _kept[token, key] = kept
    return kept[0]
