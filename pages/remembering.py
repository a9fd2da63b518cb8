"""Small things that many pages show, kept in this process until what they were made from changes.

For reading only: what is remembered is shared by all requests, so nobody may change it.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar, cast

from django.db import DatabaseError

from pages import generation, shown

Thing = TypeVar("Thing")
Key: TypeAlias = tuple[Hashable, ...]
LONGEST = 60.0
"""Seconds after which a thing is asked for again in any case (changes made past the signals)."""
JUST_CHANGED = 120
"""Seconds after a change in which it may not have been committed, or be the mark of one that was killed."""
_MOST = 10_000


@dataclass(slots=True)
class _Kept:
    thing: Any
    until: float
    token: str
    made_from: frozenset[str]
    state: str

    def is_of_now(self, token: str) -> bool:
        """Whether nothing that it was made from has changed."""
        if self.token == token:
            return True
        state = generation.state(self.made_from)
        if not (generation.is_known(state) and state == self.state):
            return False
        self.token = token
        return True


_kept: dict[Key, _Kept] = {}


def remembered(
    key: Key, build: Callable[[], Thing], longest: float = LONGEST, *, of_site: bool = False
) -> Thing:
    """`build()`, or what it gave at most `longest` seconds ago since its last change.

    `key` is a tuple whose first part says what it is. `build` asks the database for all that it needs, or
    gets it from the key: what it was made from is what it asked for (`pages.shown`). `of_site` says that
    the key is one site's own: then only what happens on that site makes it old.
    """
    token = generation.recent()
    kept = _kept.get(key)
    if kept is None or kept.until < time.monotonic() or not kept.is_of_now(token):
        kept = _made(key, build, longest, kept, of_site=of_site)
    shown.note(kept.made_from)
    return cast(Thing, kept.thing)


def forget(key: Key) -> None:
    """Ask for it again next time."""
    _kept.pop(key, None)


def _made(
    key: Key, build: Callable[[], Any], longest: float, old: _Kept | None, *, of_site: bool
) -> _Kept:
    token = generation.current()
    with shown.recorded(*(shown.present_site() if of_site else ())) as noted:
        try:
            thing = build()
        except DatabaseError:
            if old is not None and old.is_of_now(token):
                return old
            raise
    made_from = noted.ended()
    state = generation.state(made_from)
    if longest > LONGEST and generation.age_of(made_from) < JUST_CHANGED:
        longest = LONGEST
    kept = _Kept(thing, time.monotonic() + longest, token, made_from, state)
    if generation.current() != token:  # it changed while it was read
        kept.state = ""
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = kept
    return kept
