"""`manage.py visits_check`: add everything up again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from visits.checking import differences
from visits.sealing import seal_days

MOST_SHOWN = 50


class Command(BaseCommand):
    """Recompute all totals; leaves with status 1 when any of them is contradicted."""

    help = (
        "Cộng lại mọi số lượt xem từ gốc, báo chỗ nào lệch hay bị sửa sau niêm phong; không sửa gì."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """List differences."""
        found = 0
        for difference in differences():
            found += 1
            if found <= MOST_SHOWN:
                self.stdout.write(f"Lệch: {difference}")
        if found:
            raise CommandError(f"Có {found} chỗ lệch. Hãy báo người quản trị trước khi ký báo cáo.")
        sealed = seal_days()
        self.stdout.write(f"Mọi số lượt xem đều khớp. Niêm phong thêm {sealed} ngày.")
