"""Rows of one table as JSON lines, byte for byte the same on SQLite and PostgreSQL."""

import base64
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection, models
from django.db.models.functions import Cast

BATCH = 500


def dumped(model):
    """The table's rows, one JSON list per line in the order of the model's columns, by key."""
    fields = columns(model)
    raw = {
        f"raw_{field.attname}": Cast(field.attname, models.TextField())
        for field in fields
        if is_json(field)
    }
    names = [f"raw_{field.attname}" if is_json(field) else field.attname for field in fields]
    rows = model._base_manager.annotate(**raw).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        values = [_plain(field, value) for field, value in zip(fields, row, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def put_back(model, lines, named=None):
    """Insert the rows that `lines` hold; nothing is checked and no signal is sent.

    `named` are the columns in the order of the lines, where that is not the model's own.
    """
    fields = columns(model)
    if named is not None:
        by_column = {field.column: field for field in fields}
        fields = [by_column[column] for column in named]
    quote = connection.ops.quote_name
    statement = "INSERT INTO {} ({}) VALUES ({})".format(  # noqa: S608 - names of our own models
        quote(model._meta.db_table),
        ", ".join(quote(field.column) for field in fields),
        ", ".join(["%s"] * len(fields)),
    )
    with connection.cursor() as cursor:
        for batch in _batches(lines):
            cursor.executemany(statement, [_stored(fields, json.loads(line)) for line in batch])


def columns(model):
    """The fields of the model's own table."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def is_json(field):
    """JSON columns go through as text: a block that is no longer known is kept as it is."""
    return isinstance(field, models.JSONField) or field.get_internal_type() == "JSONField"


def _plain(field, value):
    if value is None:
        return None
    if is_json(field):
        return json.loads(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID, timedelta)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _stored(fields, values):
    return [_for_database(field, value) for field, value in zip(fields, values, strict=True)]


def _for_database(field, value):
    if value is None:
        return None
    if is_json(field):
        return connection.ops.adapt_json_value(value, None)
    return field.get_db_prep_save(field.to_python(value), connection)


def _batches(lines):
    batch = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
