"""Writes the table of bitmaps anew beside the old one, which answers until the new one takes its place.

Nobody waits: one block of entries is gathered in memory and written in small pieces, each a short
transaction; the tables change places in one step. What is published meanwhile is pending (see
`search.index.postings`) and stays so until the new table stands.
"""

import logging
import time
from collections import defaultdict

from django.db import OperationalError, connection, transaction

from search.index import blocks, postings

_NEW, _OLD = "search_posting_new", "search_posting_old"
_AT_ONCE = 1_000
"""Rows per transaction: some 20 ms, in which SQLite lets nobody else write."""
_PAUSE = 0.02
"""Seconds between transactions of a rebuild, so that others get their turn on SQLite."""
_TRIES = 50

logger = logging.getLogger(__name__)


def rebuild(terms_by_block):
    """Replace the bitmaps by those of `terms_by_block`: an iterable of (block, [(number, terms)])."""
    with postings.kept_pending():
        _run(f"DROP TABLE IF EXISTS {_NEW}", f"DROP TABLE IF EXISTS {_OLD}", _copy_of_table())
        for block, entries in terms_by_block:
            _write(block, _gathered(entries))
        _put_in_place()
    postings.merge()  # every question would add what was published meanwhile by itself


def _gathered(entries):
    """`{term: offsets}` of one block."""
    found = defaultdict(list)
    for number, terms in entries:
        offset = number % blocks.SIZE
        for term in terms:
            found[term].append(offset)
    return found


def _write(block, found):
    rows = [(term, block, blocks.packed(offsets)) for term, offsets in sorted(found.items())]
    for first in range(0, len(rows), _AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_NEW} (term, block, bits) VALUES (%s, %s, %s)",
                rows[first : first + _AT_ONCE],
            )
        time.sleep(_PAUSE)


def _put_in_place():
    """Take over what is pending, then change names; on PostgreSQL without keeping readers waiting."""
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                _change_places()
            break
        except OperationalError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.1)
    _run(f"DROP TABLE IF EXISTS {_OLD}")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {postings.TABLE}")


def _change_places():
    if connection.vendor == "postgresql":
        _run("SET LOCAL lock_timeout = '200ms'", f"LOCK TABLE {postings.TABLE}")
    _run(
        f"INSERT INTO {_NEW} SELECT term, block, bits FROM {postings.TABLE} WHERE term < x'2e'"
        if connection.vendor == "sqlite"
        else f"INSERT INTO {_NEW} SELECT term, block, bits FROM {postings.TABLE} "
        f"WHERE term < '\\x2e'::bytea",
        f"ALTER TABLE {postings.TABLE} RENAME TO {_OLD}",
        f"ALTER TABLE {_NEW} RENAME TO {postings.TABLE}",
    )


def _copy_of_table():
    kind = "bytea" if connection.vendor == "postgresql" else "BLOB"
    number = "smallint" if connection.vendor == "postgresql" else "integer"
    return (
        f"CREATE TABLE {_NEW} (term {kind} NOT NULL, block {number} NOT NULL, "
        f"bits {kind} NOT NULL, PRIMARY KEY (term, block))"
    )


def _run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
