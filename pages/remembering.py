"""Small things that every page shows, kept in this process until anything published changes.

For reading only: what is remembered is shared by all requests, so nobody may change it.
"""

import time

from pages import generation

LONGEST = 60.0
"""Seconds after which a thing is asked for again in any case (changes made past the signals)."""
_MOST = 2_000

_kept = {}
_of = {"generation": None}


def remembered(key, build, longest=LONGEST):
    """`build()`, or what it gave at most `longest` seconds ago since the last change.

    `key` is a tuple whose first part says what it is.
    """
    token = generation.current()
    if _of["generation"] != token or len(_kept) > _MOST:
        _kept.clear()
        _of["generation"] = token
    value, until = _kept.get((token, key), (None, 0.0))
    if until < time.monotonic():
        value = build()
        _kept[token, key] = value, time.monotonic() + longest
    return value
