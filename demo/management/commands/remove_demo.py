"""`manage.py remove_demo`: take the demo commune away."""

from django.core.management.base import BaseCommand

from demo import loading


class Command(BaseCommand):
    """Remove the demo commune and nothing else."""

    help = "Gỡ xã mẫu: trang, ảnh và liên kết mẫu. Trang do xã tự làm ở nơi khác còn nguyên."

    def handle(self, *args, **options):
        """Say what was done."""
        removed = loading.remove()
        self.stdout.write("Đã gỡ xã mẫu." if removed else "Không có xã mẫu nào để gỡ.")
