"""`manage.py count_kept_views`: count what came while nothing might be written."""

from typing import Any

from django.core.management.base import BaseCommand

from visits.kept_views import count_kept


class Command(BaseCommand):
    """After an upgrade or a repair; with nothing to count it does nothing."""

    help = "Đếm các lượt xem đã giữ lại trong lúc trang ở chế độ chỉ đọc."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and say how many."""
        self.stdout.write(f"Đã đếm {count_kept()} lượt xem giữ lại.")
