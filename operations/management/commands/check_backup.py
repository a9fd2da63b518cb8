"""`manage.py check_backup FILE_OR_FOLDER`: a backup that nobody restored is only a hope."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import status
from operations.backups import archive, retention


class Command(BaseCommand):
    """Restores into a scratch folder, backs that up again, and compares every row and file."""

    help = "Khôi phục thử bản sao lưu mới nhất vào chỗ tạm và so từng dòng, từng tệp."

    def add_arguments(self, parser):
        """A backup, or the folder of backups."""
        parser.add_argument("where", type=Path, metavar="TỆP_HOẶC_THƯ_MỤC")

    def handle(self, *args, where, **options):
        """Compare; a difference ends the command with an error."""
        path = _newest(where)
        try:
            promised = archive.verified_manifest(path)["members"]
        except archive.BadArchiveError as error:
            raise CommandError(str(error)) from error
        with tempfile.TemporaryDirectory(prefix="kiem-tra-sao-luu-") as scratch:
            found = _restored_members(path, Path(scratch))
        differing = [name for name in {*promised, *found} if promised.get(name) != found.get(name)]
        if differing:
            raise CommandError(f"Khôi phục thử khác bản gốc ở: {', '.join(sorted(differing)[:5])}")
        status.note("backup-check", file=str(path))
        self.stdout.write(f"Khôi phục thử {path.name} tốt: {len(promised)} phần giống từng byte.")


def _newest(where):
    if where.is_file():
        return where
    backups = retention.backups_in(where) if where.is_dir() else []
    if not backups:
        raise CommandError(f"Chưa có bản sao lưu nào ở {where}.")
    return backups[0][1]


def _restored_members(path, scratch):
    """What a backup of the restored backup holds."""
    again = scratch / "lan-hai.tar.gz"
    for command in (
        ["migrate", "--verbosity", "0"],
        ["restore", str(path.resolve())],
        ["backup", str(again)],
    ):
        _run(command, scratch)
    return archive.verified_manifest(again)["members"]


def _run(command, scratch):
    environment = os.environ | {
        "DATA_DIR": str(scratch / "du-lieu"),
        "DATABASE_URL": f"sqlite:///{scratch / 'thu.sqlite3'}",
        "CACHE_URL": "",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    done = subprocess.run(  # noqa: S603 - our own manage.py
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CommandError(
            f"Khôi phục thử không thành ({command[0]}): {done.stderr.strip()[-600:]}"
        )
