"""`manage.py lock_idle_accounts`: for the nightly timer."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.idle import lock_idle_accounts


class Command(BaseCommand):
    """Lock accounts that nobody has used for 45 days."""

    help = "Khóa các tài khoản đã 45 ngày không dùng. Chạy mỗi đêm bằng hẹn giờ."

    def add_arguments(self, parser):
        """`--dry-run` only names them."""
        parser.add_argument("--dry-run", action="store_true", help="Chỉ liệt kê, không khóa.")

    def handle(self, *args, dry_run, **options):
        """Say who was locked."""
        idle = lock_idle_accounts(dry_run=dry_run)
        for user in idle:
            self.stdout.write(f"{user.username}: dùng lần cuối {user.last_used:%d/%m/%Y}")
        done = "Sẽ khóa" if dry_run else "Đã khóa"
        self.stdout.write(f"{done} {len(idle)} tài khoản không dùng quá {settings.IDLE_DAYS} ngày.")
