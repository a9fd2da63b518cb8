"""A backup of an older version, brought up to date: into a scratch database, migrated there, backed up again.

So the site itself is never migrated backwards, and its restore stays one transaction.
"""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from operations.backups import archive, keys, making, rows


class ScratchError(Exception):
    """A command in the scratch place failed; the message holds what it said."""


def run_in_scratch(command, scratch, more=None):
    """manage.py with a database and a data folder of its own; nothing outside `scratch` is touched.

    Neither is a bucket, a mail server or a place for copies: the scratch site knows none.
    """
    environment = os.environ | {
        "DATA_DIR": str(scratch / "du-lieu"),
        "DATABASE_URL": f"sqlite:///{scratch / 'thu.sqlite3'}",
        "CACHE_URL": "", "EMAIL_URL": "", "MEDIA_STORE": "", "BACKUP_OUTSIDE": "", "HEARTBEAT_URL": "",
        "SECRET_KEY": settings.SECRET_KEY,
        "BACKUP_KEY_FILE": str(keys.file()),
        **(more or {}),
    }  # fmt: skip
    # Those of manage.py itself: the settings of the tests have places of their own.
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(  # noqa: S603 - our own manage.py
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ScratchError(f"{command[0]}: {done.stderr.strip()[-600:]}")
    return done.stdout


def modernise(old, new, manifest):
    """Inside the scratch place: the tables as they were, the rows, today's tables, and a new backup."""
    executor = MigrationExecutor(connection)
    targets = _targets(executor.loader, manifest["migrations"])
    executor.migrate(targets)
    with connection.constraint_checks_disabled():
        state = executor.loader.project_state(targets).apps
        _empty(state)
        for name, file in archive.members(old):
            kind, _, rest = name.partition("/")
            if kind == "rows":
                label = rest.removesuffix(".jsonl")
                _put_rows(state.get_model(label), manifest["columns"][label], file)
    call_command("migrate", verbosity=0)
    making.make(new, media=manifest["media"])


def _targets(loader, names):
    """The last migrations of each app among `names`; those that others replaced are no part of the graph."""
    nodes = loader.graph.node_map
    applied = {tuple(name.split(".", 1)) for name in names} & nodes.keys()
    return [key for key in applied if not _followers(nodes[key]) & applied]


def _followers(node):
    """The migrations of the same app that come after it."""
    return {child.key for child in node.children if child.key[0] == node.key[0]}


def _empty(state):
    """Migrations bring rows of their own (the first page, permissions); the backup has them all."""
    with connection.cursor() as cursor:
        for model in state.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a table's own name, quoted


def _put_rows(model, columns, file):
    """In the order of columns that the backup names: a historical model has another one."""
    rows.put_back(model, (line.decode() for line in file), columns)
