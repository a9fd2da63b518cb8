"""Puts a backup back: all of it, or nothing."""

import io
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from operations.backups import archive, rows
from operations.backups.making import applied_migrations, media_names
from operations.backups.tables import all_models, rebuilding_commands
from pages import generation, open_pictures


class CannotRestoreError(Exception):
    """Nothing was touched; the message says what to do, in Vietnamese."""


def checked(path, replace=False):
    """The manifest of a whole and fitting backup; raises BadArchiveError or CannotRestoreError."""
    manifest = archive.verified_manifest(path)
    missing = set(manifest["migrations"]) - set(applied_migrations())
    extra = set(applied_migrations()) - set(manifest["migrations"])
    if missing or extra:
        raise CannotRestoreError(
            "Bản sao lưu được làm bằng phiên bản khác của chương trình "
            f"(khác ở: {', '.join(sorted(missing | extra)[:4])}). "
            "Hãy cài đúng phiên bản cũ, khôi phục, rồi mới nâng cấp."
        )
    if not replace and holds_something():
        raise CannotRestoreError(
            "Ở đây đang có dữ liệu. Nếu thật sự muốn thay toàn bộ bằng bản sao lưu, "
            "hãy chạy lại với --replace; dữ liệu đang có được sao lưu trước khi thay."
        )
    return manifest


def holds_something():
    """Whether a restore would take away anybody's work."""
    from wagtail.models import Page

    return (
        get_user_model().objects.exists()
        or Page.objects.filter(depth__gt=2).exists()
        or next(media_names(), None) is not None
    )


def restore(path):
    """Put rows and files back; `checked` was called before."""
    incoming = _IncomingMedia()
    try:
        with transaction.atomic():
            _empty()
            for name, file in archive.members(path):
                kind, _, rest = name.partition("/")
                if kind == "rows":
                    _put_rows(rest.removesuffix(".jsonl"), file)
                else:
                    incoming.save(rest, file)
            _continue_numbering()
        incoming.take_over()
    finally:
        incoming.forget()
    ContentType.objects.clear_cache()
    open_pictures.close_all()
    cache.clear()  # Wagtail keeps the addresses of sites and pages there
    generation.bump()


def rebuild(stdout):
    """Make again what no backup holds."""
    for command in rebuilding_commands():
        call_command(command, verbosity=0, stdout=stdout)


def _empty():
    """Every table, emptied inside the transaction; foreign keys are looked at when it ends."""
    with connection.cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _put_rows(label, file):
    rows.put_back(apps.get_model(label), io.TextIOWrapper(file, "utf-8"))


def _continue_numbering():
    """PostgreSQL counts ids apart from the rows."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), all_models()):
            cursor.execute(statement)


class _IncomingMedia:
    """Files wait beside the media folder until the rows are in; in a bucket they go in at once."""

    def __init__(self):
        self.local = isinstance(storages["default"], FileSystemStorage)
        self.home = Path(settings.MEDIA_ROOT)
        self.waiting = self.home.with_name(f"{self.home.name}.khoi-phuc")
        self.old = self.home.with_name(f"{self.home.name}.cu")
        shutil.rmtree(self.waiting, ignore_errors=True)
        self.storage = FileSystemStorage(self.waiting) if self.local else storages["default"]

    def save(self, name, file):
        if not self.local and self.storage.exists(name):
            self.storage.delete(name)
        self.storage.save(name, File(file))

    def take_over(self):
        if not self.local:
            return
        self.waiting.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.old, ignore_errors=True)
        if self.home.exists():
            self.home.rename(self.old)
        self.waiting.rename(self.home)

    def forget(self):
        shutil.rmtree(self.waiting, ignore_errors=True)
        shutil.rmtree(self.old, ignore_errors=True)
