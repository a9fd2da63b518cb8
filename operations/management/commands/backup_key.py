"""`manage.py backup_key`: print the key of the backups, to be kept on paper."""

from django.core.management.base import BaseCommand

from operations import status
from operations.backups import keys

_PAPER = """Khóa sao lưu. In hoặc chép ra GIẤY, cất nơi khác với máy này (két của xã). Không có nó thì
không ai mở được bản sao lưu khi máy hỏng, cũng không có cách nào lấy lại.

    {line}
"""


class Command(BaseCommand):
    """Once, at install; afterwards only when asked for again."""

    help = "In khóa sao lưu để cất trên giấy. Đã in rồi thì chỉ nhắc; in lại: --again."

    def add_arguments(self, parser):
        """Whether it is to be shown once more."""
        parser.add_argument("--again", action="store_true", help="In lại.")

    def handle(self, *args, again, **options):
        """Print, and note that it was."""
        line = keys.own().line
        if status.last("backup-key") and not again:
            self.stdout.write("Khóa sao lưu đã được in ra một lần. In lại: backup_key --again")
            return
        self.stdout.write(_PAPER.format(line=line))
        status.note("backup-key")
