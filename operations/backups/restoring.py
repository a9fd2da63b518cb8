"""Puts a backup back: all of it, or nothing; a restore that was cut is simply run again."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from operations.backups import archive, rows
from operations.backups.making import applied_migrations, media_names
from operations.backups.media import IncomingMedia
from operations.backups.store import Store, free_bytes
from operations.backups.tables import all_models, rebuilding_commands
from pages import generation, open_pictures

RESERVE_BYTES = 100 << 20


class CannotRestoreError(Exception):
    """Nothing was touched; the message says what to do, in Vietnamese."""


@dataclass(frozen=True)
class Backup:
    """A backup that was looked through and found whole."""

    path: Path
    manifest: dict
    key: object = None

    @property
    def store(self):
        """Where its files lie."""
        return Store(self.path.parent)

    @property
    def is_older(self):
        """Whether tables have changed since it was made."""
        return set(self.manifest["migrations"]) != set(applied_migrations())


def checked(path, replace=False, key=None, needs_seal=True):
    """The whole and fitting Backup; raises BadArchiveError or CannotRestoreError."""
    manifest = archive.verified_manifest(path, key, needs_seal)
    backup = Backup(Path(path), manifest, key)
    _require_known(manifest)
    _require_files(backup)
    if not replace and holds_something() and not _was_cut(manifest):
        raise CannotRestoreError(
            "Ở đây đang có dữ liệu. Nếu thật sự muốn thay toàn bộ bằng bản sao lưu, "
            "hãy chạy lại với --replace; dữ liệu đang có được sao lưu trước khi thay."
        )
    return backup


def _require_known(manifest):
    """A backup of a newer program cannot be understood; an older one is brought up to date."""
    known = {
        f"{app}.{name}"
        for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    if unknown := sorted(set(manifest["migrations"]) - known):
        raise CannotRestoreError(
            "Bản sao lưu được làm bằng phiên bản mới hơn của chương trình "
            f"(có thêm: {', '.join(unknown[:4])}). Hãy nâng cấp chương trình ở đây rồi khôi phục lại."
        )
    if manifest["format"] == 1 and set(manifest["migrations"]) != known:
        raise CannotRestoreError(
            "Bản sao lưu được làm bằng phiên bản khác, từ trước khi biết tự đổi theo. "
            "Hãy cài đúng phiên bản cũ, khôi phục, rồi mới nâng cấp."
        )


def _require_files(backup):
    missing = [
        name
        for name, (digest, size) in backup.manifest["media"].items()
        if not _is_size(backup.store.path(digest), size)
    ]
    if missing:
        raise CannotRestoreError(
            f"Thiếu {len(missing)} ảnh, tệp của bản sao lưu trong {backup.store.folder} "
            f"(như {', '.join(missing[:3])}). Chép cả thư mục media đi cùng tệp sao lưu."
        )


def _is_size(path, size):
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def require_room(backup):
    """Refuse before anything is touched where the files would not fit; names the folder."""
    sizes = [size for _, size in backup.manifest["media"].values()]
    sizes += [
        fact["size"]
        for name, fact in backup.manifest["members"].items()
        if name.startswith("media/")
    ]
    needed = sum(sizes) + RESERVE_BYTES - _bytes_there(backup.manifest["media"])
    free = free_bytes(settings.MEDIA_ROOT)
    if free < needed:
        raise CannotRestoreError(
            f"Thư mục {settings.MEDIA_ROOT} chỉ còn {free >> 20} MB, cần {needed >> 20} MB. "
            "Dọn bớt hoặc thêm đĩa rồi chạy lại; chưa đổi gì."
        )


def _bytes_there(media):
    home = Path(settings.MEDIA_ROOT)
    return sum(size for name, (_, size) in media.items() if _is_size(home / name, size))


def holds_something():
    """Whether a restore would take away anybody's work."""
    from wagtail.models import Page

    if not applied_migrations():
        return next(media_names(), None) is not None
    return (
        get_user_model().objects.exists()
        or Page.objects.filter(depth__gt=2).exists()
        or next(media_names(), None) is not None
    )


def restore(backup, link=False):
    """Put rows and files back; `checked` was called before."""
    incoming = IncomingMedia(backup.store, link)
    incoming.lay_all(backup.manifest["media"])
    try:
        with transaction.atomic():
            _empty()
            _put_members(backup, incoming)
            _continue_numbering()
            _begin_note(backup.manifest)
    except BaseException:
        note_file().unlink(missing_ok=True)
        incoming.forget()
        raise
    incoming.take_over()
    note_file().unlink(missing_ok=True)
    ContentType.objects.clear_cache()
    open_pictures.close_all()
    cache.clear()  # Wagtail keeps the addresses of sites and pages there
    generation.bump()


def _put_members(backup, incoming):
    for name, file in archive.members(backup.path, backup.key):
        kind, _, rest = name.partition("/")
        if kind == "rows":
            _put_rows(rest.removesuffix(".jsonl"), file)
        else:
            incoming.lay(rest, file)


# --- A restore that was cut between its rows and its files -----------------------------------------------


def note_file():
    """There while rows are in and files are not; health tells of it."""
    return Path(settings.DATA_DIR) / "restore-unfinished.json"


def _begin_note(manifest):
    note_file().write_text(json.dumps({"backup": _name_of(manifest)}))


def _was_cut(manifest):
    try:
        return json.loads(note_file().read_text())["backup"] == _name_of(manifest)
    except (OSError, ValueError, KeyError):
        return False


def _name_of(manifest):
    return manifest.get("seal") or manifest["made_at"]


def rebuild(stdout):
    """Make again what no backup holds."""
    for command in rebuilding_commands():
        call_command(command, verbosity=0, stdout=stdout)


def _empty():
    """Every table, emptied inside the transaction; foreign keys are looked at when it ends."""
    with connection.cursor() as cursor:
        for model in all_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a table's own name, quoted


def _put_rows(label, file):
    rows.put_back(apps.get_model(label), (line.decode() for line in file))


def _continue_numbering():
    """PostgreSQL counts ids apart from the rows."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), all_models()):
            cursor.execute(statement)
