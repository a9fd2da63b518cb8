"""`manage.py copy_outside`: bring the places outside this machine up to date."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import status
from operations.backups import outside, retention
from operations.backups.places import place


class Command(BaseCommand):
    """Every night after the backup; each place on its own, so that one that is away stops no other."""

    help = "Chép bản sao lưu ra ngoài máy này (BACKUP_OUTSIDE), mã hóa, chỉ chép thứ chưa có."

    def handle(self, *args, **options):
        """Send; a place that failed makes the command fail at the end."""
        failed = []
        for address in settings.BACKUP_OUTSIDE:
            try:
                there = place(address)
                sent = outside.send(retention.default_folder(), there)
                self.stdout.write(f"{there.title}: đã chép {sent} tệp.")
            except OSError as error:
                failed.append(str(error))
        if failed:
            raise CommandError(" ".join(failed))
        if settings.BACKUP_OUTSIDE:
            status.note("outside-copy")
        else:
            self.stdout.write("Chưa đặt BACKUP_OUTSIDE: không có bản sao nào ngoài máy này.")
