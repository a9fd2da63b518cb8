"""`manage.py tell_operator`: a letter with what somebody should look at, if there is anything."""

from contextlib import suppress

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand, CommandError

from operations import health
from operations.server_page import note_free_space

_LETTER = """{site}

Máy tự xem mỗi ngày và thấy những việc này cần người xem:

{what}

Làm gì với từng việc: docs/van-hanh.md, mục “Trang có khỏe không”.
Xem lại lúc nào cũng được: {ready}
"""


class Command(BaseCommand):
    """Run every morning by a timer, so that nobody needs to remember the health page."""

    help = "Gửi thư cho người vận hành (ERROR_MAIL) khi có việc cần xem."

    def handle(self, *args, **options):
        """Send and say how many things it tells of; in good order there is no letter."""
        with suppress(OSError):  # a full disk is what the letter tells of
            note_free_space()
        report = health.report(leave_out="letter")  # which is running just now
        found = [*report["stops"], *report["warnings"]]
        if found and settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
            raise CommandError(
                f"{len(found)} việc cần xem mà chưa gửi được thư: EMAIL_URL chưa đặt."
            )
        if found and not settings.ADMINS:
            raise CommandError(
                f"{len(found)} việc cần xem mà không biết báo ai: ERROR_MAIL chưa đặt."
            )
        if found:
            mail_admins(f"{len(found)} việc cần xem", self._letter(found))
        self.stdout.write(f"{len(found)} việc cần xem.")

    def _letter(self, found):
        return _LETTER.format(
            site=settings.PUBLIC_URL,
            what="\n".join(f"- {text}" for text in found),
            ready=f"curl http://{settings.LISTEN_ADDRESS}/suc-khoe/san-sang",
        )
