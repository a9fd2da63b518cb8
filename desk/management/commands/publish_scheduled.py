"""`manage.py publish_scheduled`: publish and expire by the clock; for a timer, every minute.

Wagtail's command of the same name, which this one replaces, does the work. This one counts, says so
in Vietnamese, and keeps when it last ran, so that the desk and the health check can see a timer that
stands still.
"""

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.management.commands import publish_scheduled as wagtail_command
from wagtail.models import Page, Revision

from desk import schedule


class Command(BaseCommand):
    """Publish what is due, take down what has expired, and say how the run went."""

    help = "Đăng các bài đã đến giờ, gỡ các bài đã hết hạn. Chạy mỗi phút bằng hẹn giờ."

    def add_arguments(self, parser):
        """`--dryrun` as in Wagtail's command."""
        parser.add_argument("--dryrun", action="store_true", help="Chỉ liệt kê, không đổi gì.")

    def handle(self, *args, dryrun=False, **options):
        """Do Wagtail's work between two counts."""
        now = timezone.now()
        due = Revision.objects.filter(approved_go_live_at__lt=now).count()
        expired = Page.objects.filter(live=True, expire_at__lt=now).count()
        message = f"{due} bài đến giờ đăng, {expired} bài hết hạn."
        if dryrun:
            self.stdout.write(f"Chạy thử: {message}")
            return
        try:
            wagtail_command.Command(stdout=self.stdout, stderr=self.stderr).handle(dryrun=False)
        except Exception as error:
            schedule.note_failure(error)
            raise
        schedule.note_success(message)
        self.stdout.write(message)
