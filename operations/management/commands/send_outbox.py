"""`manage.py send_outbox`: try the letters that wait once more."""

from django.core.management.base import BaseCommand, CommandError

from operations import outbox


class Command(BaseCommand):
    """Every five minutes; with nothing to send it does nothing."""

    help = "Gửi các thư đang chờ."

    def handle(self, *args, **options):
        """Send; a server that takes nothing makes the command fail."""
        try:
            self.stdout.write(f"Đã gửi {outbox.send_waiting()} thư.")
        except Exception as error:  # refused, away, hanging: said in words
            raise CommandError(f"Máy chủ thư chưa nhận: {error}") from error
