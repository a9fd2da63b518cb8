"""One token that changes whenever something that public pages show has changed, and what that was.

Whatever is kept ready for readers (whole pages in `portal.page_cache`, menus and identity in
`pages.remembering`) is good as long as the token is the same. After a change it is looked at again:
it stays good where nothing that it was made from has changed, and what that is has been noted while it
was made (`pages.shown`). The token is the time stamp of one file in DATA_DIR, which every process of
the machine sees for the price of a `stat`, with the database away or the disk full; in the file stands
what has changed (`pages.marks`). Where several machines share a cache server (CACHE_URL), the same
stands there as well. docs/decisions/060 and 238.
"""

import contextlib
import functools
import hashlib
import logging
import os
import random
import threading
import time
import uuid
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from pages import marks

logger = logging.getLogger(__name__)

TODAY, THIS_YEAR = "today", "this year"
"""Names of what changes by the calendar (`pages.today`): nobody marks it."""
RECENT = 0.005
_SHARED_KEY = "generation"
_EVERYTHING = "generation-everything"
_UNKNOWN = "?"
_PATIENCE = 5.0
"""Seconds during which a cache server that failed is not asked again."""


class _Shared(TypedDict):
    """What is known of the cache server: its last token, and until when it is left alone."""

    token: str
    ask_again_at: float


_shared: _Shared = {"token": "", "ask_again_at": 0.0}
_asked = threading.local()


class _Day(TypedDict):
    """A day of the commune's calendar, and the moments at which it begins and ends."""

    begins: datetime
    ends: datetime
    day: date


_NEVER = datetime.min.replace(tzinfo=UTC)
_day: _Day = {"begins": _NEVER, "ends": _NEVER, "day": date.min}


def current() -> str:
    """The present token, a short string; another one tomorrow; never raises.

    Where the folder cannot be used at all it is never the same twice: nothing is kept then.
    """
    try:
        stamp = _stamp()
    except OSError:
        stamp = time.time_ns()
    token = f"{_today().toordinal():x}.{stamp:x}"
    return f"{token}.{_shared_token()}" if settings.SHARED_CACHE else token


@contextlib.contextmanager
def asked_now_and_then() -> Iterator[None]:
    """Within a request `recent` looks once in a few milliseconds: a page asks eighty times whether all is as before."""
    before = getattr(_asked, "until", None)
    _asked.until = 0.0
    try:
        yield
    finally:
        _asked.until = before


def recent() -> str:
    """The token, seen at most `RECENT` seconds ago; for reading what is kept, never for keeping something."""
    until = getattr(_asked, "until", None)
    if until is None:
        return current()
    now = time.monotonic()
    if now >= until:
        _asked.token, _asked.until = current(), now + RECENT
    return str(_asked.token)


def age() -> float:
    """Seconds since this machine's last change; 0 where it cannot be told."""
    try:
        return max(0.0, time.time() - _stamp() / 1e9)
    except OSError:
        return 0.0


def state(names: Collection[str]) -> str:
    """Another one after any of these things has changed, or everything; never raises.

    `is_known` says whether it could be told at all.
    """
    places = sorted({marks.place_of(name) for name in names})
    try:
        _stamp()
        everything = os.stat(_everything()).st_mtime_ns
        here = marks.read(_file(), places)
    except OSError:
        return _UNKNOWN
    seen = everything.to_bytes(8) + here + _calendar(names)
    digest = hashlib.blake2b(seen, digest_size=12).hexdigest()
    if not settings.SHARED_CACHE:
        return digest
    there = _shared_state(places)
    return f"{digest}.{there}" if there else _UNKNOWN


def _calendar(names: Collection[str]) -> bytes:
    """What of these the calendar changes."""
    day = _today()
    return repr((TODAY in names and day, THIS_YEAR in names and day.year)).encode()


def _today() -> date:
    """The commune's day; asked some ninety times a page, so it is worked out once a day."""
    now = timezone.now()
    if not _day["begins"] <= now < _day["ends"]:
        day = timezone.localdate(now)
        begins = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        _day.update({"begins": begins, "ends": begins + timedelta(days=1), "day": day})
    return _day["day"]


def is_known(state: str) -> bool:
    """Whether two of these may be compared."""
    return state != _UNKNOWN


def age_of(names: Collection[str]) -> float:
    """Seconds since the last change of any of these on this machine; 0 where it cannot be told."""
    places = sorted({marks.place_of(name) for name in names})
    try:
        _stamp()
        here = marks.read(_file(), places)
        last = max(os.stat(_everything()).st_mtime_ns, *marks.moments(here))
        return max(0.0, time.time() - last / 1e9)
    except OSError:
        return 0.0


def bump(*names: str) -> None:
    """These things have changed, or anything: now, and again when the open transaction commits.

    Now, so that this transaction reads its own changes; again, because another process may
    meanwhile have kept a page that it read before the commit.
    """
    _bump_now(*names)
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(functools.partial(_bump_now, *names), robust=True)


def _bump_now(*names: str) -> None:
    if getattr(_asked, "until", None):
        _asked.until = 0.0  # who changes something sees it at once
    try:
        # Never the same twice, also when the machine's clock is stepped back.
        stamp = max(time.time_ns(), _stamp() + 1 + random.randrange(1000))  # noqa: S311 - no secret
        _mark(names, stamp)
        os.utime(_file(), ns=(stamp, stamp))
    except OSError:
        logger.exception("generation")
    if settings.SHARED_CACHE:
        _set_shared_token(names)


def _mark(names: Collection[str], stamp: int) -> None:
    """Before the token, so that whoever sees a new token sees what has changed."""
    try:
        if names:
            marks.write(_file(), names, stamp)
            return
    except OSError:
        logger.exception("generation")
    os.utime(_everything(), ns=(stamp, stamp))


def _stamp() -> int:
    """The file's time stamp; the first time the file is made."""
    with contextlib.suppress(FileNotFoundError):
        status = os.stat(_file())
        if status.st_size:
            return status.st_mtime_ns
    Path(_everything()).touch()
    marks.make(_file())
    return os.stat(_file()).st_mtime_ns


def _file() -> str:
    return os.path.join(settings.DATA_DIR, "generation")


def _everything() -> str:
    """The file whose time stamp is when all that is kept became old at once."""
    return os.path.join(settings.DATA_DIR, "generation-everything")


def _shared_token() -> str:
    """The cache server's token; the last one known while the server is away."""
    if time.monotonic() < _shared["ask_again_at"]:
        return _shared["token"]
    try:
        shared = caches["shared"]
        _pay_what_is_owed()
        token = shared.get(_SHARED_KEY)
        if not token:  # a server that has forgotten, and with it what has changed
            _tell(())
            token = shared.get(_SHARED_KEY)
        _shared["token"] = str(token)
    except Exception:  # whatever a cache's driver raises: readers get what is known here
        _shared["ask_again_at"] = time.monotonic() + _PATIENCE
    return _shared["token"]


def _shared_state(places: list[int]) -> str:
    """The cache server's marks of these places; "" while it is away."""
    if time.monotonic() < _shared["ask_again_at"]:
        return ""
    try:
        found = caches["shared"].get_many([_EVERYTHING, *map(_shared_place, places)])
    except Exception:  # as above
        _shared["ask_again_at"] = time.monotonic() + _PATIENCE
        return ""
    return hashlib.blake2b(repr(sorted(found.items())).encode(), digest_size=12).hexdigest()


def _shared_place(place: int) -> str:
    return f"{_SHARED_KEY}:{place}"


def _set_shared_token(names: Collection[str]) -> None:
    try:
        _tell(names)
    except Exception:  # the same: nobody is kept from publishing by a cache that is away
        _shared["ask_again_at"] = time.monotonic() + _PATIENCE
        with contextlib.suppress(OSError):
            Path(_owed()).touch()


def _tell(names: Collection[str]) -> None:
    """The marks first, then the token, as in the file."""
    token = _new_token()
    changed = [_shared_place(marks.place_of(name)) for name in names] or [_EVERYTHING]
    caches["shared"].set_many(dict.fromkeys(changed, token), None)
    caches["shared"].set(_SHARED_KEY, token, None)


def _owed() -> str:
    """The file that says: the other machines have not been told of a change."""
    return os.path.join(settings.DATA_DIR, "generation-owed")


def _pay_what_is_owed() -> None:
    if os.path.exists(_owed()):
        _tell(())  # nobody wrote down what it was
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_owed())


def _new_token() -> str:
    return uuid.uuid4().hex[:12]
