"""`manage.py check_backup FILE_OR_FOLDER`: a backup that nobody restored is only a hope."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import status
from operations.backups import archive, retention
from operations.backups.modernising import ScratchError, run_in_scratch

_SCRATCH = "kiem-tra-sao-luu-"


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
            promised = _contents(archive.verified_manifest(path))
            for left in Path(settings.DATA_DIR).glob(f"{_SCRATCH}*"):
                shutil.rmtree(left, ignore_errors=True)  # of a test that was killed
            # On the disk of the backups: their files are shared, not copied.
            with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=settings.DATA_DIR) as scratch:
                found = _restored(path, Path(scratch))
        except (archive.BadArchiveError, ScratchError) as error:
            raise CommandError(f"Khôi phục thử không thành: {error}") from error
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


def _contents(manifest):
    """Digest of every table and every file, wherever the files lie."""
    found = {name: fact["sha256"] for name, fact in manifest["members"].items()}
    return found | {f"media/{name}": digest for name, (digest, _) in manifest["media"].items()}


def _restored(path, scratch):
    """What a backup of the restored backup holds."""
    again = scratch / "lan-hai.tar.gz.age"
    run_in_scratch(["restore", str(path.resolve()), "--link"], scratch)
    run_in_scratch(["backup", str(again)], scratch)
    return _contents(archive.verified_manifest(again))
