"""Load a maintained list of referrer spam."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from visits.spam_hosts import BadListError, load


class Command(BaseCommand):
    """`load_spam_hosts spammers.txt`: one host a line, as in Matomo's list; replaces the one loaded before."""

    help = (
        "Nạp danh sách trang quảng cáo rác (mỗi dòng một tên trang), ví dụ tệp spammers.txt của "
        "github.com/matomo-org/referrer-spam-list; thay danh sách đã nạp lần trước."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, help="tệp văn bản, mỗi dòng một tên trang")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing."""
        try:
            lines = options["file"].read_text(encoding="utf-8").splitlines()
            self.stdout.write(f"Đã nạp {load(lines)} tên trang.")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được {options['file'].name}: {error}") from error
        except BadListError as error:
            raise CommandError(f"{error} Danh sách cũ được giữ nguyên.") from error
