"""`manage.py load_demo`: build the demo commune once."""

from django.core.management.base import BaseCommand

from demo import loading


class Command(BaseCommand):
    """Build the demo commune; a second run changes nothing."""

    help = "Dựng xã mẫu để xem thử. Chạy lại không đổi gì."

    def handle(self, *args, **options):
        """Say what was done."""
        built = loading.load()
        self.stdout.write("Đã dựng xã mẫu." if built else "Xã mẫu đã có sẵn, không đổi gì.")
