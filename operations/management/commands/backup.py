"""`manage.py backup FILE` or `manage.py backup --into FOLDER`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations import status
from operations.backups import making, retention


class Command(BaseCommand):
    """Writes database and files into one compressed file."""

    help = "Sao lưu cơ sở dữ liệu và mọi tệp đã tải lên vào một tệp nén."

    def add_arguments(self, parser):
        """Either a file, or a folder with retention."""
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("file", nargs="?", type=Path, metavar="TỆP", help="Tệp sẽ được tạo.")
        where.add_argument(
            "--into",
            type=Path,
            metavar="THƯ_MỤC",
            help="Tự đặt tên theo giờ, và xóa bản cũ: giữ 7 ngày, 4 tuần, 12 tháng gần nhất.",
        )

    def handle(self, *args, file, into, **options):
        """Make the backup, then delete what is too old."""
        path = file or into / retention.file_name(timezone.localtime())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            facts = making.make(path)
        except FileExistsError as error:
            raise CommandError(
                f"Đã có tệp {path}. Hãy chọn tên khác; bản cũ không bị ghi đè."
            ) from error
        except OSError as error:
            raise CommandError(
                f"Không ghi được bản sao lưu vào {path.parent}: {error.strerror}"
            ) from error
        rows = sum(facts["rows"].values())
        megabytes = path.stat().st_size / 1e6
        status.note("backup", file=str(path))
        self.stdout.write(
            f"Đã sao lưu {rows} dòng và {facts['files']} tệp vào {path} ({megabytes:.1f} MB)."
        )
        for old in retention.to_delete(retention.backups_in(into)) if into else []:
            old.unlink()
            self.stdout.write(f"Đã xóa bản cũ {old.name}.")
