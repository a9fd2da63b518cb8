"""`manage.py read_only on|off`: stop all writing for a repair, while residents read on."""

from django.core.management.base import BaseCommand

from operations.read_only import flag


class Command(BaseCommand):
    """Turns read-only mode on or off; in force with the next request of every process."""

    help = "Bật (on) hoặc tắt (off) chế độ chỉ đọc: bà con vẫn đọc được, không ai sửa được."

    def add_arguments(self, parser):
        """On or off."""
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *args, state, **options):
        """Make or remove the flag."""
        if state == "on":
            flag().touch()
            self.stdout.write("Đã bật chế độ chỉ đọc. Nhớ tắt: manage.py read_only off")
        else:
            flag().unlink(missing_ok=True)
            self.stdout.write("Đã tắt chế độ chỉ đọc.")
