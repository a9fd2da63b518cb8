"""`manage.py visits_rollup`: throw away what counting needed only for a moment."""

from typing import Any

from django.core.management.base import BaseCommand

from visits.retention import clear


class Command(BaseCommand):
    """Clear traces, yesterday's key and old hours; run it every hour, or at least once a day."""

    help = (
        "Xóa dấu vết tạm của việc đếm: mã lượt xem, người truy cập và khóa của hôm qua; "
        "số theo giờ quá 13 tháng chỉ còn giữ theo ngày. Chạy lại bao nhiêu lần cũng được."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what went."""
        cleared = clear()
        self.stdout.write(
            f"Đã xóa {cleared.view_ids} mã lượt xem, {cleared.visitors} dấu người truy cập, "
            f"{cleared.hours} dòng theo giờ."
        )
        for day in cleared.days_that_disagree:
            self.stderr.write(
                f"Ngày {day:%d/%m/%Y}: số theo giờ không khớp số theo ngày nên được giữ lại. "
                "Hãy chạy visits_check để xem chỗ lệch."
            )
