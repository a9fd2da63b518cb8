"""The statements that counting is made of; the same text on SQLite and PostgreSQL.

Django's `bulk_create(update_conflicts=True)` replaces values where counting must add, so the text is
put together here, once per model, from model fields only; values always travel as parameters.
Rows are written in the order of their keys, so that two transactions never wait for each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

Values: TypeAlias = Mapping[str, Any]
"""Field of a model -> its value."""
Key: TypeAlias = tuple[tuple[str, Any], ...]


class Additions:
    """What is to be added to tallies: gathered from many views, written by one statement a model."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], dict[Key, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )

    def add(
        self,
        model: type[Model],
        key: Values,
        starts: Mapping[Any, datetime] | None = None,
        **amounts: int,
    ) -> None:
        """Add `amounts` to the row with `key` (field names and values).

        With `starts` (`{unit: moment}`) the key stands for one row per stretch of time.
        """
        times: list[Key] = [
            (("unit", unit.value), ("start", start)) for unit, start in (starts or {}).items()
        ]
        for time in times or [()]:
            row = self._rows[model][(*key.items(), *time)]
            for name, amount in amounts.items():
                row[name] += amount

    def write(self) -> None:
        """One statement for each model."""
        for model in sorted(self._rows, key=lambda model: model._meta.db_table):
            rows = self._rows[model]
            names = sorted({name for amounts in rows.values() for name in amounts})
            in_order = sorted(rows, key=_values_of)
            write_sums(model, [dict(key) | rows[key] for key in in_order], names)


def _values_of(key: Key) -> list[Any]:
    """The keys of one model name the same fields in the same order."""
    return [value for _, value in key]


def write_sums(
    model: type[Model], rows: Sequence[Values], names: Iterable[str], returning: str = ""
) -> list[Any]:
    """Insert `rows`, or add their `names` to what is there; what others add meanwhile is not lost.

    With `returning` (columns) the changed rows come back, in no order.
    """
    text = _addition(model, len(rows), tuple(names))
    if returning:
        text += f" RETURNING {returning}"
    return ask(model, text, values(model, rows))


def insert_new(model: type[Model], rows: Sequence[Values]) -> set[Any]:
    """Insert those of `rows` whose key is not there yet; returns the keys that were inserted."""
    key = model._meta.pk.column
    text = f"{insertion(model, len(rows))} ON CONFLICT DO NOTHING RETURNING {key}"
    return {inserted for (inserted,) in ask(model, text, values(model, rows))}


def ask(model: type[Model], text: str, parameters: Iterable[object]) -> list[Any]:
    """The rows that a plain statement answers with, none where it answers with nothing.

    For where putting the statement together by the ORM costs more than running it.
    """
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        cursor.execute(text, _adapted(connection, parameters))
        return cursor.fetchall() if cursor.description else []


def marks(count: int) -> str:
    """`%s, %s, %s`: places for so many parameters."""
    return ", ".join(["%s"] * count)


@lru_cache
def _addition(model: type[Model], count: int, names: tuple[str, ...]) -> str:
    table = model._meta.db_table
    own = {field.name: field.column for field in model._meta.concrete_fields}
    columns = [own[name] for name in names]
    sums = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    keys = ", ".join(str(field.column) for field in model._meta.pk_fields)
    return f"{insertion(model, count)} ON CONFLICT ({keys}) DO UPDATE SET {sums}"


@lru_cache
def insertion(model: type[Model], count: int) -> str:
    """`INSERT INTO … VALUES …` for so many rows, all columns."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    row = f"({marks(len(fields))})"
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


def values(model: type[Model], rows: Sequence[Values]) -> list[Any]:
    """What `insertion` asks for; what a row leaves out takes the field's default."""
    return [row.get(name, default) for row in rows for name, default in _defaults(model)]


def _adapted(connection: BaseDatabaseWrapper, parameters: Iterable[object]) -> list[Any]:
    # Only moments need the database's own form (SQLite keeps them as text); preparing every value
    # by its field costs as much as the statement.
    return [_stored(connection.alias, v) if isinstance(v, datetime) else v for v in parameters]


@lru_cache(maxsize=256)
def _stored(alias: str, moment: datetime) -> Any:
    """A moment in the database's form; a view asks for the same four of them twenty times."""
    return connections[alias].ops.adapt_datetimefield_value(moment)


@lru_cache
def _defaults(model: type[Model]) -> list[tuple[str, object]]:
    return [
        (field.attname, field.default if field.has_default() else None)
        for field in model._meta.local_concrete_fields
    ]
