"""Counting waits for a busy database for two seconds, not for twenty, and then leaves it alone.

A page may wait for a lock as long as the settings say. A view may not: a handful of waiting views
would hold every thread of the server, and residents would see no page. So a view that cannot be
counted at once is answered with 503 and sent again by the browser, with the same id.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

WAIT_SECONDS = 2
REST_SECONDS = 3
"""After a failure the database is left alone for so long; views are refused at once."""

_rest_until = 0.0


class Resting(DatabaseError):  # noqa: N818 - a state, not a mistake
    """The database failed a moment ago; the view has not been tried."""


@contextmanager
def brief_transaction() -> Iterator[None]:
    """A transaction whose statements wait `WAIT_SECONDS` for a lock; after a failure all rest."""
    global _rest_until  # noqa: PLW0603 - one moment, shared by the threads of this process
    if time.monotonic() < _rest_until:
        raise Resting("Cơ sở dữ liệu vừa bận; lượt xem này chưa được ghi")
    connection = connections[DEFAULT_DB_ALIAS]
    waits = _sqlite_transaction if connection.vendor == "sqlite" else _postgresql_transaction
    try:
        with waits(connection):
            yield
    except DatabaseError:
        _rest_until = time.monotonic() + REST_SECONDS
        raise


def forget_failures() -> None:
    """Try again at once."""
    global _rest_until  # noqa: PLW0603 - see above
    _rest_until = 0.0


@contextmanager
def _sqlite_transaction(connection: BaseDatabaseWrapper) -> Iterator[None]:
    connection.ensure_connection()
    _set_sqlite_wait(connection, WAIT_SECONDS)
    try:
        with transaction.atomic():
            yield
    finally:
        _set_sqlite_wait(connection, connection.settings_dict["OPTIONS"].get("timeout", 5))


def _set_sqlite_wait(connection: BaseDatabaseWrapper, seconds: float) -> None:
    # Straight on the driver: Django refuses statements inside a failed transaction.
    if connection.connection is not None:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


@contextmanager
def _postgresql_transaction(connection: BaseDatabaseWrapper) -> Iterator[None]:
    wait = f"{WAIT_SECONDS}s"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL lock_timeout = '{wait}'; SET LOCAL statement_timeout = '{wait}'"
            )
        yield
