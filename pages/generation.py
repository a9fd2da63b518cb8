"""One token that changes whenever something that public pages show has changed.

Whatever is kept ready for readers (whole pages in `portal.page_cache`, menus and identity in
`pages.remembering`) is kept under the token, so that one change makes all of it old at once: lists,
menus and related news depend on other pages, and naming them one by one is easy to get wrong
(docs/decisions/060). The token is the time stamp of one file in DATA_DIR, which every process of
the machine sees for the price of a `stat`, with the database away or the disk full. Where several
machines share a cache server (CACHE_URL), a second token there joins it.
"""

import contextlib
import logging
import os
import random
import time
import uuid
from pathlib import Path
from typing import TypedDict

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

logger = logging.getLogger(__name__)

_SHARED_KEY = "generation"
_PATIENCE = 5.0
"""Seconds during which a cache server that failed is not asked again."""


class _Shared(TypedDict):
    """What is known of the cache server: its last token, and until when it is left alone."""

    token: str
    ask_again_at: float


_shared: _Shared = {"token": "", "ask_again_at": 0.0}


def current() -> str:
    """The present token, a short string; never raises.

    Where the folder cannot be used at all it is never the same twice: nothing is kept then.
    """
    try:
        stamp = _stamp()
    except OSError:
        stamp = time.time_ns()
    return f"{stamp:x}.{_shared_token()}" if settings.SHARED_CACHE else f"{stamp:x}"


def age() -> float:
    """Seconds since this machine's last change; 0 where it cannot be told."""
    try:
        return max(0.0, time.time() - _stamp() / 1e9)
    except OSError:
        return 0.0


def bump() -> None:
    """Make everything kept for readers old: now, and again when the open transaction commits.

    Now, so that this transaction reads its own changes; again, because another process may
    meanwhile have kept a page that it read before the commit.
    """
    _bump_now()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_bump_now, robust=True)


def _bump_now() -> None:
    try:
        # Never the same twice, also when the machine's clock is stepped back.
        stamp = max(time.time_ns(), _stamp() + 1 + random.randrange(1000))  # noqa: S311 - no secret
        os.utime(_file(), ns=(stamp, stamp))
    except OSError:
        logger.exception("generation")
    if settings.SHARED_CACHE:
        _set_shared_token()


def _stamp() -> int:
    """The file's time stamp; the first time the file is made."""
    try:
        return os.stat(_file()).st_mtime_ns
    except FileNotFoundError:
        Path(_file()).touch()
        return os.stat(_file()).st_mtime_ns


def _file() -> str:
    return os.path.join(settings.DATA_DIR, "generation")


def _shared_token() -> str:
    """The cache server's token; the last one known while the server is away."""
    if time.monotonic() < _shared["ask_again_at"]:
        return _shared["token"]
    try:
        shared = caches["shared"]
        _pay_what_is_owed()
        token = shared.get(_SHARED_KEY) or shared.get_or_set(_SHARED_KEY, _new_token, None)
        _shared["token"] = str(token)
    except Exception:  # whatever a cache's driver raises: readers get what is known here
        _shared["ask_again_at"] = time.monotonic() + _PATIENCE
    return _shared["token"]


def _set_shared_token() -> None:
    try:
        caches["shared"].set(_SHARED_KEY, _new_token(), None)
    except Exception:  # the same: nobody is kept from publishing by a cache that is away
        _shared["ask_again_at"] = time.monotonic() + _PATIENCE
        with contextlib.suppress(OSError):
            Path(_owed()).touch()


def _owed() -> str:
    """The file that says: the other machines have not been told of a change."""
    return os.path.join(settings.DATA_DIR, "generation-owed")


def _pay_what_is_owed() -> None:
    if os.path.exists(_owed()):
        caches["shared"].set(_SHARED_KEY, _new_token(), None)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_owed())


def _new_token() -> str:
    return uuid.uuid4().hex[:12]
