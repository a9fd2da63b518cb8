"""`manage.py backup FILE` or `manage.py backup --into FOLDER`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations import status
from operations.backups import making, retention
from operations.backups.store import Store


class Command(BaseCommand):
    """Writes database and files, compressed and encrypted with the machine's key of the backups."""

    help = "Sao lưu cơ sở dữ liệu và mọi tệp đã tải lên, nén và mã hóa bằng khóa sao lưu."

    def add_arguments(self, parser):
        """Either a file, or a folder with retention."""
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "file", nargs="?", type=Path, metavar="TỆP", help="Một tệp có đủ tất cả, để mang đi."
        )
        where.add_argument(
            "--into",
            type=Path,
            metavar="THƯ_MỤC",
            help="Tự đặt tên theo giờ; ảnh và tệp mỗi thứ chỉ giữ một lần; xóa bản cũ trước: "
            "giữ 7 ngày, 4 tuần, 12 tháng gần nhất, ít hơn khi đĩa chật.",
        )

    def handle(self, *args, file, into, **options):
        """Delete what is too old, make the backup, and throw away what nobody names any more."""
        folder = into or file.parent
        path = file or into / retention.file_name(timezone.localtime())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for old in retention.make_room(into, timezone.now()) if into else []:
                self.stdout.write(f"Đã xóa bản cũ {old.name}.")
            facts = making.make(path, Store(into) if into else None)
        except FileExistsError as error:
            raise CommandError(
                f"Đã có tệp {path}. Hãy chọn tên khác; bản cũ không bị ghi đè."
            ) from error
        except OSError as error:
            raise CommandError(
                f"Không ghi được bản sao lưu vào {folder}: {error.strerror}"
            ) from error
        if into:
            retention.sweep(into)
        status.note("backup", file=str(path))
        rows, megabytes = sum(facts["rows"].values()), path.stat().st_size / 1e6
        self.stdout.write(
            f"Đã sao lưu {rows} dòng và {facts['files']} tệp vào {path} ({megabytes:.1f} MB)."
        )
