"""`manage.py unlock_account NAME`: for the day when nobody can sign in any more."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.log_actions import log

from accounts import throttling
from accounts.second_factor import forget_devices


class Command(BaseCommand):
    """Open an account again: switched on, throttle forgotten, perhaps without its second factor."""

    help = "Mở lại một tài khoản bị khóa; thêm --second-factor khi người đó mất điện thoại."

    def add_arguments(self, parser):
        """The name of the account."""
        parser.add_argument("username", metavar="TÊN", help="Tên đăng nhập.")
        parser.add_argument(
            "--second-factor", action="store_true", help="Bỏ cả mã xác thực đã đăng ký."
        )

    def handle(self, *args, username, second_factor, **options):
        """Say what was done."""
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản nào tên “{username}”.")
        user.is_active = True
        user.locked_at, user.active_since = None, timezone.now()
        user.save()
        throttling.forget(username)
        log(instance=user, action="accounts.unlocked", data={"by": "manage.py"})
        if second_factor:
            forget_devices(user)
        self.stdout.write(f"Đã mở tài khoản {username}. Người đó đăng nhập được ngay.")
