"""The word index of whichever database the site runs on.

Beside the models, because neither database's full-text table is something Django can describe;
both have the same name and the same few operations (docs/decisions/040).
"""

from django.db import connection
from django.db.models.expressions import RawSQL

from search.index import postgres, sqlite


def _engine(vendor):
    return postgres if vendor == "postgresql" else sqlite


def create(schema_editor):
    """Make the empty table; for the migration."""
    schema_editor.execute(_engine(schema_editor.connection.vendor).CREATE)


def drop(schema_editor):
    """Take the table away."""
    schema_editor.execute(_engine(schema_editor.connection.vendor).DROP)


def put(entry_id, parts):
    """Store the words of one entry; `parts` are lists of `Word`: title, people's words, body."""
    with connection.cursor() as cursor:
        _engine(connection.vendor).put(cursor, entry_id, parts)


def remove(entry_id):
    """Forget one entry."""
    with connection.cursor() as cursor:
        cursor.execute(_engine(connection.vendor).REMOVE, [entry_id])


def clear():
    """Forget everything."""
    with connection.cursor() as cursor:
        cursor.execute(_engine(connection.vendor).CLEAR)


def optimize():
    """After many changes at once."""
    with connection.cursor() as cursor:
        _engine(connection.vendor).optimize(cursor)


def matching(expression):
    """A subquery of the ids of entries for which `expression` holds."""
    engine = _engine(connection.vendor)
    return RawSQL(engine.matching(expression), [engine.render(expression)])  # noqa: S611 - words only
