"""`manage.py visits_letters`: the monthly letter, and a warning where views jumped."""

from typing import Any

from django.core.management.base import BaseCommand

from visits.letters import send_due


class Command(BaseCommand):
    """Send what is due; running it again sends nothing twice."""

    help = "Gửi số liệu tháng trước và tin lượt xem tăng vọt cho cán bộ đã chọn. Chạy lại không gửi hai lần."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many letters went."""
        self.stdout.write(f"Đã gửi {send_due()} thư.")
