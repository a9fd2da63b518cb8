"""`manage.py read_only on|off|status`: stop all writing for a repair, while residents read on."""

import getpass
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from operations import read_only


class Command(BaseCommand):
    """Turns read-only mode on or off; in force with the next request of every process."""

    help = "Bật (on) hoặc tắt (off) chế độ chỉ đọc: bà con vẫn đọc được, không ai sửa được."

    def add_arguments(self, parser):
        """On or off; why and for how long."""
        parser.add_argument("state", choices=["on", "off", "status"])
        parser.add_argument("--reason", default="sửa chữa", metavar="LÝ_DO")
        parser.add_argument(
            "--minutes", type=int, default=60, metavar="PHÚT", help="Tự hết sau (mặc định 60)."
        )

    def handle(self, *args, state, reason, minutes, **options):
        """Make or remove the file, or say how it stands."""
        if state == "off":
            read_only.end()
            self.stdout.write("Đã tắt chế độ chỉ đọc.")
        elif state == "status":
            self.stdout.write(str(read_only.current() or "Không ở chế độ chỉ đọc."))
        else:
            if minutes <= 0:
                raise CommandError("--minutes phải lớn hơn 0.")
            mode = read_only.begin(getpass.getuser(), reason, timedelta(minutes=minutes))
            self.stdout.write(f"{mode} Xong sớm thì: manage.py read_only off")
