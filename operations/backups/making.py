"""Makes a backup of the running site without stopping anybody's work."""

import tempfile
from contextlib import contextmanager
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations.backups import archive, rows
from operations.backups.store import Known, write_list
from operations.backups.tables import backed_up_models

_IN_MEMORY = 8 << 20
STAGE = ".khoi-phuc"
"""Folder among the media in which a restore lays files ready; it is no part of the site."""


class NoRoomError(OSError):
    """The folder has not enough free space; nothing was written."""


def make(path, store=None, key=None, media=None):
    """Write the backup; gives its manifest's facts. Raises FileExistsError rather than overwrite.

    With a `store` (operations.backups.store) pictures and files go there, each content once; without
    one they go into the file itself, which then stands alone. `media` names contents of a store already.
    """
    if path.exists():
        raise FileExistsError(path)
    with archive.writing(path, key) as writer:
        counts, columns = {}, {}
        with one_moment():
            migrations = applied_migrations()
            for model in backed_up_models():
                label = model._meta.label_lower
                columns[label] = [field.column for field in rows.columns(model)]
                counts[label] = _add_rows(writer, model)
        if media is None and store is None:
            files, media = sum(_add_file(writer, name) for name in media_names()), {}
        else:
            media = _stored(store) if media is None else media
            files = len(media)
            write_list(path, {digest for digest, _ in media.values()})
        facts = {
            "made_at": datetime.now(timezone.get_default_timezone()).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": migrations,
            "columns": columns,
            "rows": counts,
            "media": media,
            "files": files,
        }
        writer.finish(facts)
    return facts


def _stored(store):
    """`{name: [digest, size]}` of all files of the site, which are in the store now."""
    known, media = Known(store), {}
    for name in media_names():
        try:
            digest, size = store.take(name, known.digest(name))
        except FileNotFoundError:
            continue  # deleted since the list was read
        media[name] = [digest, size]
        known.note(name, digest)
    known.save()
    return media


@contextmanager
def one_moment():
    """All tables as they were at one moment, while others go on writing."""
    isolation = {"postgresql": " ISOLATION LEVEL REPEATABLE READ READ ONLY"}
    if connection.in_atomic_block:  # a test, or somebody's own transaction
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN{isolation.get(connection.vendor, '')}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def applied_migrations():
    """`["app.0001_initial", …]`: what the tables look like."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def media_names(folder=""):
    """Names of all stored files, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}".lstrip("/")
    for name in sorted(set(folders) - {STAGE}):
        yield from media_names(f"{folder}/{name}".lstrip("/"))


def _add_rows(writer, model):
    count = 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        for line in rows.dumped(model):
            file.write(line.encode() + b"\n")
            count += 1
        size = file.tell()
        file.seek(0)
        writer.add(f"rows/{model._meta.label_lower}.jsonl", file, size)
    return count


def _add_file(writer, name):
    """1, or 0 where the file was deleted since the list was read."""
    try:
        with default_storage.open(name) as file:
            writer.add(f"media/{name}", file, file.size)
    except FileNotFoundError:
        return 0
    return 1
