"""`manage.py send_heartbeat`: tell somebody outside that this machine lives; silence is what alarms."""

import urllib.request

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import health

SECONDS = 10


class Command(BaseCommand):
    """A dead man's switch (healthchecks or the province's): it says nothing but that we are here."""

    help = "Gọi HEARTBEAT_URL khi trang chạy được; nơi ấy báo động khi không thấy gọi."

    def handle(self, *args, **options):
        """Call; a site that is not ready keeps silent, and so is heard."""
        if not settings.HEARTBEAT_URL:
            return
        if stops := health.report()["stops"]:
            raise CommandError(f"Không báo còn sống: {stops[0]}")
        try:
            with urllib.request.urlopen(settings.HEARTBEAT_URL, timeout=SECONDS):  # noqa: S310 - the operator's
                pass
        except (OSError, ValueError) as error:
            raise CommandError(f"Không gọi được HEARTBEAT_URL: {error}") from error
