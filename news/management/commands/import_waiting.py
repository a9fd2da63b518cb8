"""`manage.py import_waiting`: works through the files that editors sent in."""

from django.core.management.base import BaseCommand

from news.intake.arrivals import work_through
from pages.errands import bound_this_process


class Command(BaseCommand):
    """Started by the site itself when a file arrives; ends when none waits."""

    help = "Làm tiếp các tệp Word đang chờ thành bài nháp."

    def handle(self, *args, **options):
        """How many are done."""
        bound_this_process()
        self.stdout.write(f"{work_through()} tệp đã xong.")
