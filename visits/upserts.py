"""The two statements that counting is made of; the same text on SQLite and PostgreSQL.

Django's `bulk_create(update_conflicts=True)` replaces values where counting must add, so the text is
put together here, from model fields only; values always travel as parameters.
"""

from django.db import connections, router


def add_to(model, key, amounts, starts):
    """Add `amounts` to the row of `model` for each (unit, start) in `starts`, in one statement.

    `key` and `amounts` map field names to values. Rows are made where there are none; what others
    add at the same moment is never lost.
    """
    rows = [{**key, "unit": unit, "start": start, **amounts} for unit, start in starts.items()]
    _add_rows(model, rows, list(amounts))


def add_once(model, key, amounts):
    """The same for a model without stretches of time."""
    _add_rows(model, [{**key, **amounts}], list(amounts))


def insert_once(model, row):
    """Insert `row` unless its key is there already; whether it was inserted."""
    sql, parameters = _insert(model, [row])
    with _connection(model).cursor() as cursor:
        cursor.execute(f"{sql} ON CONFLICT DO NOTHING", parameters)
        return cursor.rowcount == 1


def _add_rows(model, rows, counted):
    table = model._meta.db_table
    columns = {name: model._meta.get_field(name).column for name in counted}
    keys = [field.column for field in model._meta.pk_fields]
    sums = ", ".join(f"{c} = {table}.{c} + excluded.{c}" for c in columns.values())
    sql, parameters = _insert(model, rows)
    sql = f"{sql} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"
    with _connection(model).cursor() as cursor:
        cursor.execute(sql, parameters)


def _insert(model, rows):
    """`INSERT INTO … VALUES …` and its parameters; columns left out take the field's default."""
    connection = _connection(model)
    fields = model._meta.local_concrete_fields
    columns = ", ".join(field.column for field in fields)
    slots = ", ".join(["%s"] * len(fields))
    values = ", ".join([f"({slots})"] * len(rows))
    parameters = [
        field.get_db_prep_save(row.get(field.attname, field.get_default()), connection)
        for row in rows
        for field in fields
    ]
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {values}", parameters  # noqa: S608


def _connection(model):
    return connections[router.db_for_write(model)]
