"""`manage.py tidy_old_portals`: throws away what was sent in of old portals and is moved."""

from django.core.management.base import BaseCommand

from legacy.tidying import tidy


class Command(BaseCommand):
    """Run every day by the site's timers."""

    help = "Bỏ tệp trang cũ gửi qua trang quản trị: 30 ngày sau khi nhập xong, 90 ngày nếu còn dở."

    def handle(self, *args, **options):
        """One line, and only where something went."""
        gone = tidy()
        if gone:
            self.stdout.write(f"Đã bỏ tệp của {gone} lần gửi trang cũ.")
