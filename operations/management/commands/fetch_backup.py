"""`manage.py fetch_backup ADDRESS`: bring a backup from outside to a new machine."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backups import archive, outside, retention
from operations.backups.places import place
from operations.management.commands.restore import _given


class Command(BaseCommand):
    """The first step on a new machine; the second is `restore`."""

    help = "Lấy bản sao lưu ở ngoài về máy này. Sau đó: manage.py restore TỆP --key TỆP_KHÓA"

    def add_arguments(self, parser):
        """Where from, which, where to."""
        parser.add_argument("address", metavar="ĐỊA_CHỈ")
        parser.add_argument("--name", metavar="TÊN", help="Một bản cũ hơn, theo tên tệp.")
        parser.add_argument("--into", type=Path, metavar="THƯ_MỤC", default=None)
        parser.add_argument(
            "--key",
            required=True,
            metavar="TỆP_KHÓA",
            help="Tệp có khóa in trên giấy; - để gõ vào.",
        )

    def handle(self, *args, address, name, into, key, **options):
        """Fetch; say what to do next."""
        try:
            path = outside.fetch(
                place(address), into or retention.default_folder(), _given(key), name
            )
        except (OSError, archive.BadArchiveError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã lấy về {path}. Bước sau: manage.py restore {path} --key {key}")
