"""A new system may order letters anew; indexes that were sorted by the old order then miss rows.

PostgreSQL notes with which version of the system's order a database was made, and warns in a log that
nobody reads. `bin/install` sorts anew where it finds this (operations/server/shell/repairing.sh).
"""

from django.db import DatabaseError, connection, transaction

_CHANGED = """
    SELECT datcollversion, pg_database_collation_actual_version(oid) FROM pg_database
    WHERE datname = current_database() AND datcollversion <> pg_database_collation_actual_version(oid)
"""
_FIRST_VERSION = 150_000
"""PostgreSQL's, that notes it."""


def finding():
    """A sentence where the order has changed, else nothing."""
    if connection.vendor != "postgresql":
        return ""
    try:
        if connection.pg_version < _FIRST_VERSION:
            return ""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_CHANGED)
            changed = cursor.fetchone()
    except DatabaseError:  # a database that is away is told of elsewhere
        return ""
    if not changed:
        return ""
    return (
        f"Hệ điều hành mới xếp chữ khác trước (bản {changed[0]} nay là {changed[1]}): tìm trong cơ sở dữ liệu "
        "có thể sót dòng. Chạy lại bin/install, máy sẽ xếp lại mục lục."
    )
