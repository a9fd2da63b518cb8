"""`manage.py test_letter`: send a letter that must be confirmed, so that warnings are known to arrive."""

import secrets

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand, CommandError

from operations import status

_LETTER = """Đây là thư thử của {site}.

Nhận được thư này là máy báo lỗi được cho ông, bà. Hãy xác nhận trên máy chủ:

    manage test_letter --confirm {code}

Chưa xác nhận thì trang “Máy chủ” trong quản trị còn nhắc.
"""


class Command(BaseCommand):
    """At install, and after each change of the mail server."""

    help = "Gửi thư thử tới ERROR_MAIL; xác nhận bằng mã trong thư."

    def add_arguments(self, parser):
        """The code of the letter."""
        parser.add_argument("--confirm", metavar="MÃ")

    def handle(self, *args, confirm, **options):
        """Send or confirm."""
        if confirm:
            self._confirm(confirm)
            return
        if not settings.ADMINS:
            raise CommandError("Chưa đặt ERROR_MAIL: không biết gửi cho ai.")
        if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
            raise CommandError("Chưa đặt EMAIL_URL: máy không gửi được thư nào.")
        code = secrets.token_hex(3)
        mail_admins("Thư thử: xin xác nhận", _LETTER.format(site=settings.PUBLIC_URL, code=code))
        status.note("test-letter", code=code, confirmed=False)
        self.stdout.write("Đã gửi thư thử. Nhận được thì: manage test_letter --confirm MÃ")

    def _confirm(self, code):
        sent = status.last("test-letter")
        if sent is None or sent[1].get("code") != code.strip().lower():
            raise CommandError("Mã không đúng với thư thử mới nhất.")
        status.note("test-letter", code=code, confirmed=True)
        self.stdout.write("Đã xác nhận: thư của máy tới được ông, bà.")
