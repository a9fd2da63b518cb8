"""`manage.py take_from_backup BACKUP`: look for one page or one file in a backup, and take it out."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backups import archive, restoring, taking
from operations.management.commands.restore import _given


class Command(BaseCommand):
    """Touches nothing else: a page becomes a draft, a file is copied into a folder."""

    help = "Tìm và lấy một trang, cả một xã (thành bản nháp) hay một tệp ra khỏi bản sao lưu."

    def add_arguments(self, parser):
        """What to look for, or what to take."""
        parser.add_argument("backup", type=Path, metavar="BẢN_SAO_LƯU")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--find", metavar="CHỮ", help="Tìm trang và tệp có những chữ này.")
        what.add_argument("--page", type=int, metavar="SỐ", help="Lấy trang có số này.")
        what.add_argument(
            "--commune", metavar="TÊN_MIỀN", help="Lấy mọi trang của một xã thành bản nháp."
        )
        what.add_argument("--file", metavar="TÊN", help="Lấy tệp có tên này.")
        parser.add_argument("--into", type=Path, default=Path(), metavar="THƯ_MỤC")
        parser.add_argument("--key", metavar="TỆP_KHÓA")

    def handle(self, *args, backup, find, page, commune, file, into, key, **options):
        """Look or take."""
        try:
            given = _given(key)
            found = restoring.Backup(backup, archive.verified_manifest(backup, given), given)
            if find:
                self._list(found, find)
            elif commune:
                self._tell(commune, taking.commune_as_drafts(found, commune))
            elif page:
                taken = taking.page_as_draft(found, page)
                self.stdout.write(
                    f"“{taken.title}” đã có bản nháp mới (trang số {taken.pk}); chưa đăng gì."
                )
            else:
                self.stdout.write(f"Đã chép ra {taking.file_into(found, file, into)}.")
        except (OSError, archive.BadArchiveError, taking.NotInBackupError) as error:
            raise CommandError(str(error)) from error

    def _tell(self, host, taken):
        self.stdout.write(
            f"{host}: {taken.changed} trang có bản nháp mới, {taken.back} trang đã xóa trở lại (chưa đăng), "
            f"{taken.same} trang vẫn như trong bản sao lưu; chưa đăng gì."
        )
        if taken.left:
            names = "; ".join(taken.left[:20])
            self.stdout.write(f"{len(taken.left)} trang không lấy được: {names}")

    def _list(self, found, words):
        for page in taking.pages_named(found, words):
            self.stdout.write(f"--page {page.pk}\t{page.title}")
        for name in taking.files_named(found, words):
            self.stdout.write(f"--file {name}")
