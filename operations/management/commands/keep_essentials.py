"""`manage.py keep_essentials`: static copies for the time when the site is away."""

from django.core.management.base import BaseCommand

from operations import essentials


class Command(BaseCommand):
    """Writes the copies; run every hour by a timer."""

    help = "Lưu bản tĩnh của các trang thiết yếu để máy chủ web hiện khi trang ngừng."

    def handle(self, *args, **options):
        """Write and say how many."""
        self.stdout.write(f"Đã lưu {essentials.keep()} trang thiết yếu.")
