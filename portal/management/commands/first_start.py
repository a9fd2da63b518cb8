"""`manage.py first_start`: what a new database needs before people can look at the site."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

ADMINISTRATOR = "quantri"


class Command(BaseCommand):
    """Loads the demo commune and makes an administrator, once.

    The administrator comes last, so a database without one has not finished its first start:
    whatever cut the first start short, the next one does it again.
    """

    help = "Nạp xã mẫu và lập tài khoản quản trị nếu cơ sở dữ liệu chưa có quản trị viên nào."

    def handle(self, *args, **options):
        """Nothing at all where an administrator exists."""
        if get_user_model().objects.filter(is_superuser=True).exists():
            return
        call_command("load_demo")
        self._introduce(_make_administrator())

    def _introduce(self, password):
        self.stdout.write(
            f"  Tài khoản quản trị (chỉ hiện lần này): {ADMINISTRATOR} / {password}\n"
            f"  Trang quản trị: {settings.PUBLIC_URL}/{settings.ADMIN_PATH}\n"
            f"  Quên mật khẩu: .venv/bin/python manage.py changepassword {ADMINISTRATOR}"
        )


def _make_administrator():
    """The random password of the new account, kept nowhere in clear."""
    password = secrets.token_urlsafe(15)
    get_user_model().objects.create_superuser(ADMINISTRATOR, password=password)
    return password
