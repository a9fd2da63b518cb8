"""The table of bitmaps: reading, adding, taking away.

A new or changed entry is one row of its own at first ("pending": the hashes of its terms, and the terms),
so that two editors who publish at once never wait for each other and a publication costs one insert.
Every reading adds what is pending to the bitmaps; `merge` moves it into them, now and then. A changed
entry gets a new number, so that nothing ever has to be taken out of a word's bitmap; the old number is
struck from the lists of the tree, through which every question passes.
"""

import fcntl
import zlib
from array import array
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from search.index import blocks, terms

TABLE = "search_posting"
_PENDING, _BURIED, _AFTER = b"!", b"-", b"."
_FACETS, _AFTER_FACETS = terms.KIND, terms.PRIORITY
MOST_PENDING = 192
"""Rows; from here on they are merged by whoever writes next, else by the minute's job."""
_LOCK = 7_351_846
_AT_ONCE = 400
_LOOK_EVERY = 16


_written_afterwards = ContextVar("written_afterwards", default=False)


@contextmanager
def written_afterwards():
    """While everything is indexed from nothing: all bitmaps are written at the end, by who says so."""
    token = _written_afterwards.set(True)
    try:
        yield
    finally:
        _written_afterwards.reset(token)


def put_all(entries):
    """Every (number, terms) of `entries`: entry `number` is found under the terms."""
    if _written_afterwards.get():
        return
    entries = list(entries)
    _write([row for number, found in entries for row in _pending_rows(number, found)])
    if any(number % _LOOK_EVERY == 0 for number, _ in entries) and is_due():
        # The rest is the job's: nobody who publishes one page waits for hundreds.
        merge(max(_LOOK_EVERY, 2 * len(entries)))


def _pending_rows(number, found):
    hashes = array("I", sorted(map(zlib.crc32, found))).tobytes()
    lists = b"\n".join(term for term in found if _FACETS <= term < _AFTER_FACETS)
    short = len(lists).to_bytes(2, "big") + lists + hashes
    key = _key(_PENDING, number)
    return [(key, 0, short), (key, 1, _deflated(found))]


def numbers_held():
    """The bitmap of all entries that have terms."""
    found = read([], with_facets=True)
    held = 0
    for bitmap in found.values_of(terms.KIND).values():
        held |= bitmap
    return held


def is_due():
    """Whether so much is pending that readers notice it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM (SELECT 1 FROM {TABLE} WHERE term >= %s AND term < %s LIMIT %s) t",
            [_PENDING, _AFTER, 2 * MOST_PENDING],
        )
        return cursor.fetchone()[0] >= 2 * MOST_PENDING


def bury(number, facets):
    """Entry `number` is gone; `facets` are the lists in which it stood."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE term = %s", [_key(_PENDING, number)])
    _write([(_key(_BURIED, number), 1, _deflated(facets))])


def read(wanted, with_facets=False):
    """`Postings` of the terms `wanted`, with all lists for filters if asked; one statement."""
    wanted = list(dict.fromkeys(wanted))
    places = ", ".join(["%s"] * len(wanted)) or "NULL"
    parts = [
        f"SELECT term, block, bits FROM {TABLE} WHERE term IN ({places})",
        f"SELECT term, block, bits FROM {TABLE} WHERE term >= %s AND term < %s AND "
        f"(block = 0 OR term >= %s)",
    ]
    values = [*wanted, _PENDING, _AFTER, _BURIED]
    if with_facets:
        parts.append(f"SELECT term, block, bits FROM {TABLE} WHERE term >= %s AND term < %s")
        values += [_FACETS, _AFTER_FACETS]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return _gathered(cursor.fetchall(), wanted)


def _gathered(rows, wanted):
    stored, pending, buried = defaultdict(dict), {}, 0
    for term, block, bits in rows:
        term, bits = bytes(term), bytes(bits)  # noqa: PLW2901 - PostgreSQL gives views of memory
        if term[:1] == _PENDING:
            pending[_number(term)] = bits
        elif term[:1] == _BURIED:
            buried |= 1 << _number(term)
        else:
            stored[term][block] = bits
    found = {term: blocks.joined(tuple(parts.items())) for term, parts in stored.items()}
    by_hash = _by_hash(wanted) if pending else {}
    for number, bits in pending.items():
        _add_pending(found, number, bits, by_hash)
    return Postings(found, buried)


def _by_hash(wanted):
    """`{hash: terms}`: two terms may have one."""
    found = defaultdict(list)
    for term in wanted:
        found[zlib.crc32(term)].append(term)
    return found


def _add_pending(found, number, bits, by_hash):
    """Into the bitmaps of the terms wanted, which are given by their hashes, and of all lists."""
    start = 2 + int.from_bytes(bits[:2], "big")
    held = set(bits[2:start].split(b"\n"))
    for one in by_hash.keys() & array("I", bits[start:]):
        held.update(by_hash[one])
    for term in held:
        found[term] = found.get(term, 0) | 1 << number


class Postings:
    """What was read: bitmaps by term."""

    def __init__(self, found, dead):
        self._found = found
        self._dead = dead
        self.was_widened = False

    def __getitem__(self, term):
        found = self._found.get(term, 0)
        return found & ~self._dead if self._dead else found

    def values_of(self, facet):
        """`{value: bitmap}` of one list for filters."""
        return {
            term[1:].decode(): self[term] for term in self._found if term[:1] == facet
        }  # fmt: skip

    def add(self, other):
        """Take in what was read later."""
        self._found |= other._found
        self.was_widened = True


def merge(most=1_000):
    """Move at most `most` pending entries into the bitmaps; nothing if somebody else is at it."""
    with transaction.atomic():
        if not alone():
            return 0
        rows = _waiting(most)
        added, struck = defaultdict(set), defaultdict(set)
        for key, deflated in rows:
            target = added if key[:1] == _PENDING else struck
            for term in zlib.decompress(deflated).split(b"\n"):
                target[term].add(_number(key))
        _change(added, struck)
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE term = %s", [[key] for key, _ in rows])
        return len(rows)


def alone():
    """Whether nobody else merges or rebuilds until the end of this transaction."""
    if (
        connection.vendor != "postgresql"
    ):  # SQLite has one writer at a time, but a rebuild has pauses
        with _lock_file().open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return cursor.fetchone()[0]


@contextmanager
def kept_pending():
    """While a rebuild lasts nothing is merged: it would go into the table that is about to leave.

    The system lets go of both locks when the process dies.
    """
    if connection.vendor != "postgresql":
        with _lock_file().open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _lock_file():
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    return Path(settings.DATA_DIR) / "search-rebuild.lock"


def _waiting(most):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT term, bits FROM {TABLE} WHERE term >= %s AND term < %s AND block = 1 "
            f"ORDER BY term LIMIT {int(most)}",
            [_PENDING, _AFTER],
        )
        return [(bytes(key), bytes(bits)) for key, bits in cursor.fetchall()]


def _change(added, struck):
    """Set and strike numbers in stored bitmaps: `{term: numbers}` each."""
    places = defaultdict(lambda: [0, 0])
    for index, changes in enumerate((added, struck)):
        for term, numbers in changes.items():
            for number in numbers:
                block, offset = divmod(number, blocks.SIZE)
                places[term, block][index] |= 1 << offset
    keys = sorted(places)
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        before = _stored([term for term, _ in some])
        _write(
            [
                (term, block, _repacked(before.get((term, block), 0), *places[term, block]))
                for term, block in some
            ]
        )


def _stored(wanted):
    wanted = list(dict.fromkeys(wanted))
    places = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term, block, bits FROM {TABLE} WHERE term IN ({places})", wanted)
        return {
            (bytes(term), block): blocks.unpacked(bits) for term, block, bits in cursor.fetchall()
        }


def _repacked(before, added, struck):
    return blocks.packed_bitmap((before | added) & ~struck)


def _write(rows, table=TABLE):
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (term, block, bits) VALUES (%s, %s, %s) "
            "ON CONFLICT (term, block) DO UPDATE SET bits = excluded.bits",
            rows,
        )


def _key(kind, number):
    return kind + number.to_bytes(8, "big")


def _number(key):
    return int.from_bytes(key[1:], "big")


def _deflated(found):
    return zlib.compress(b"\n".join(sorted(found)), 1)
