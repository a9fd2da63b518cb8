"""Copies of pages: what one is, and where the processes of a machine keep them for each other.

Each worker has the copies that it served lately in its memory. Behind them lies a shelf of files that all
workers of a server share: what one of them has made, no other makes again, and a worker that is replaced
begins with what its forerunner knew. A copy counts until something that it was made from changes
(`pages.shown`); whoever finds that nothing of it has, writes the present token on it.
"""

import hashlib
import pickle
import secrets
import shutil
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from pages import freshness, generation

FOLDER = "pages"
"""In DATA_DIR; in no backup."""
MOST = 5_000
KEPT_SECONDS = freshness.LONGEST_DAYS * 86_400
"""How long a page stays good where nothing changes, and an old one at hand while the database is away."""
_BROKEN = (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ValueError)
"""What reading a file raises that somebody cut off, took away or wrote with another release."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it is sent; with places its body is zlib's. Seconds: `kept_at` (epoch), `fresh_for`."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    kept_at: float
    fresh_for: float
    has_places: bool = False
    """Whether it is filled and compressed when it is served, and not when it was made."""
    token: str = ""
    """Under which it was known to be good last (`pages.generation.current`)."""
    made_from: frozenset[str] = frozenset()
    state: str = ""
    """Of what it was made from (`pages.generation.state`), when it was made."""
    site: tuple[int | None, str] = (None, "")
    """Whose page it is: as `pages.shown.recorded` takes it."""

    @property
    def is_fresh(self) -> bool:
        """Also false where the clock was stepped back behind the page's making."""
        return 0 <= time.time() - self.kept_at < self.fresh_for


class _Shelf:
    """Where this server's files lie; nowhere until `open_shelf`."""

    files: FileBasedCache | None = None


def open_shelf() -> None:
    """Begin an empty shelf: called by the master of a server before it has workers.

    What an earlier server left was perhaps made by templates that are no longer; workers of it that still
    answer have their own folder until they are gone.
    """
    top = Path(settings.DATA_DIR) / FOLDER
    shutil.rmtree(top, ignore_errors=True)
    options = {"OPTIONS": {"MAX_ENTRIES": MOST}}
    _Shelf.files = FileBasedCache(str(top / secrets.token_hex(6)), options)


def close_shelf() -> None:
    """From now on each process remembers for itself."""
    _Shelf.files = None


def find(names: Iterable[str], token: str) -> KeptPage | None:
    """A copy under one of `names`, good under `token`: a fresh one if there is one, of this process first."""
    names = list(names)
    looks = (_good(name, caches["pages"].get(name), token) for name in names)
    old = next(filter(None, looks), None)
    if old is not None and old.is_fresh:
        return old
    found = (_good(name, _on_shelf(name), token) for name in names)
    return next((kept for kept in found if kept and kept.is_fresh), None) or old


def put(name: str, kept: KeptPage) -> None:
    """Keep a copy where every worker finds it; a disk that is full keeps none."""
    caches["pages"].set(name, kept, KEPT_SECONDS)
    if _Shelf.files is not None:
        try:
            _Shelf.files.set(name, kept, KEPT_SECONDS)
        except OSError:
            return


def _good(name: str, kept: object, token: str) -> KeptPage | None:
    """The copy, if nothing of what it was made from has changed since; then this process has it."""
    if not isinstance(kept, KeptPage):
        return None
    if kept.token != token:
        state = generation.state(kept.made_from)
        if not (generation.is_known(state) and state == kept.state):
            return None
        kept = replace(kept, token=token)
        caches["pages"].set(name, kept, KEPT_SECONDS)
    return kept


def _on_shelf(name: str) -> object:
    if _Shelf.files is None:
        return None
    try:
        kept = _Shelf.files.get(name)
    except _BROKEN:
        return None
    if isinstance(kept, KeptPage):
        caches["pages"].set(name, kept, KEPT_SECONDS)
    return kept


def name_of(*parts: str) -> str:
    """One short name for what tells a copy from others."""
    text = "\x00".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=20).hexdigest()
