"""The two statements that counting is made of; the same text on SQLite and PostgreSQL.

Django's `bulk_create(update_conflicts=True)` replaces values where counting must add, so the text is
put together here, once per model, from model fields only; values always travel as parameters.
"""

from datetime import datetime
from functools import lru_cache

from django.db import connections, router


def add_to(model, keys, amounts, starts=None):
    """Add `amounts` to rows of `model`, in one statement.

    `keys` is a list of dicts of field names and values; with `starts` (`{unit: moment}`) each key
    stands for one row per stretch of time. Rows are made where there are none; what others add at
    the same moment is never lost.
    """
    times = (
        [{"unit": unit.value, "start": start} for unit, start in starts.items()] if starts else [{}]
    )
    rows = [{**key, **time, **amounts} for key in keys for time in times]
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        text = _addition(model, len(rows), tuple(amounts))
        cursor.execute(text, _parameters(model, rows, connection))


def insert_once(model, row):
    """Insert `row` unless its key is there already; whether it was inserted."""
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        text = f"{_insertion(model, 1)} ON CONFLICT DO NOTHING"
        cursor.execute(text, _parameters(model, [row], connection))
        return cursor.rowcount == 1


@lru_cache
def _addition(model, count, names):
    table = model._meta.db_table
    columns = [model._meta.get_field(name).column for name in names]
    sums = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    keys = ", ".join(field.column for field in model._meta.pk_fields)
    return f"{_insertion(model, count)} ON CONFLICT ({keys}) DO UPDATE SET {sums}"


@lru_cache
def _insertion(model, count):
    fields = model._meta.local_concrete_fields
    columns = ", ".join(field.column for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


def _parameters(model, rows, connection):
    """Values in the order of the columns; what a row leaves out takes the field's default.

    Only moments need the database's own form (SQLite keeps them as text); preparing every value by
    its field costs as much as the statement.
    """
    adapt = connection.ops.adapt_datetimefield_value
    values = (row.get(name, default) for row in rows for name, default in _defaults(model))
    return [adapt(value) if isinstance(value, datetime) else value for value in values]


@lru_cache
def _defaults(model):
    return [(field.attname, field.default) for field in model._meta.local_concrete_fields]
