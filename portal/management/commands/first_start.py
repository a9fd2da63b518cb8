"""`manage.py first_start`: what a new database needs before people can look at the site."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

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
        call_command("load_demo", stdout=self.stdout)
        _point_default_site_at(urlsplit(settings.PUBLIC_URL))
        self._introduce(_make_administrator())

    def _introduce(self, password):
        self.stdout.write(
            f"  Tài khoản quản trị (chỉ hiện lần này): {ADMINISTRATOR} / {password}\n"
            f"  Trang quản trị: {settings.PUBLIC_URL}/{settings.ADMIN_PATH}\n"
            f"  Quên mật khẩu: .venv/bin/python manage.py changepassword {ADMINISTRATOR}"
        )


def _point_default_site_at(address):
    """Full addresses (feeds, letters, "view live") are built from Wagtail's site record."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        site.hostname = address.hostname
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.save()


def _make_administrator():
    """The random password of the new account, kept nowhere in clear."""
    password = secrets.token_urlsafe(15)
    get_user_model().objects.create_superuser(
        ADMINISTRATOR, password=password, must_change_password=True
    )
    return password
