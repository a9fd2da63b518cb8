"""`manage.py unlock_account NAME`: for the day when nobody can sign in any more."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.log_actions import log

from accounts import throttling
from accounts.idle import is_idle
from accounts.second_factor import forget_devices, has_device


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
        """Say what was done, and what still stands in the way."""
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản nào tên “{username}”.")
        done = self._open(user)
        if second_factor and has_device(user):
            forget_devices(user)
            done.append("bỏ mã xác thực hai lớp đã đăng ký")
        log(instance=user, action="accounts.unlocked", data={"by": "manage.py"})
        for text in done or ["tài khoản vốn không bị khóa, không phải đổi gì"]:
            self.stdout.write(f"Đã làm: {text}.")
        for text in still_in_the_way(user):
            self.stdout.write(f"Còn lại: {text}.")

    def _open(self, user):
        """Switch the account on and forget the throttle; gives what that changed, in words."""
        done = []
        if not user.is_active:
            done.append("mở lại tài khoản (đang bị khóa)")
        elif is_idle(user):
            done.append("tính lại thời gian không sử dụng từ hôm nay")
        user.is_active = True
        user.locked_at, user.active_since = None, timezone.now()
        user.save()
        if throttling.forget(user.username):
            done.append("xóa các lần gõ sai mật khẩu của tên này")
        return done


def still_in_the_way(user):
    """What keeps the person from signing in although the account is open."""
    if not user.has_usable_password():
        yield f"chưa có mật khẩu, đặt bằng: manage.py changepassword {user.username}"
    if not user.has_perm("wagtailadmin.access_admin"):
        yield "chưa có vai trò nào vào được trang quản trị, giao ở mục “Vai trò”"
    if has_device(user):
        yield "vẫn phải nhập mã xác thực hai lớp; mất điện thoại thì thêm --second-factor"
    if settings.ADMIN_NETWORKS:
        yield "chỉ vào được từ các mạng trong ADMIN_NETWORKS"
    yield "địa chỉ mạng gõ sai quá nhiều thì phải chờ 15 phút, dù tên nào"
