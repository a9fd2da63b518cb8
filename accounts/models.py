"""The people who work on the site, and what each group of them stands for."""

from django.contrib.auth.models import AbstractUser, Group
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from accounts.factors import Authenticator, RecoveryCodes
from accounts.passkeys import Passkey

__all__ = [
    "Authenticator", "Passkey", "RecoveryCodes", "RoleGroup", "Session", "SiteCollection", "User",
]  # fmt: skip


class User(AbstractUser):
    """A member of staff; named on screen in Vietnamese order, family name first."""

    active_since = models.DateTimeField(
        "được dùng từ",
        default=timezone.now,
        help_text="Ngày mở hoặc mở lại tài khoản; 45 ngày không dùng được tính từ đây.",
    )
    locked_at = models.DateTimeField("khóa lúc", null=True, blank=True)
    """When the idle rule locked the account; empty for one that a person switched off."""

    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False, editable=False)
    """Whether somebody else has chosen the password."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        permissions = [
            ("view_audit_log", "Được xem nhật ký hệ thống"),
            ("review_access", "Được rà soát quyền truy cập"),
            ("assign_roles", "Được giao vai trò và chuyên mục"),
        ]

    def get_full_name(self):
        """`Nguyễn Văn An`: family and middle name stand in `last_name`, the given name after."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def last_used(self):
        """The last sign-in, or the opening of the account where nobody has signed in since."""
        return max(filter(None, (self.last_login, self.active_since)))

    def set_password(self, raw_password):
        """Chosen by the person; who chooses it for another says so afterwards."""
        super().set_password(raw_password)
        self.must_change_password = False

    def save(self, *args, **kwargs):
        """An account that is switched on again starts its 45 days anew."""
        if self.is_active and self.locked_at:
            self.locked_at, self.active_since = None, timezone.now()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "locked_at", "active_since"}
        super().save(*args, **kwargs)


class RoleGroup(models.Model):
    """What a group stands for: a role, on one site, perhaps in one part of it only."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role")
    role = models.SlugField("vai trò", max_length=40)
    """The key of an `accounts.roles.Role`."""
    site = models.ForeignKey(
        "wagtailcore.Site", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    """The one section that the group works in; empty for the whole site."""
    requires_second_factor = models.BooleanField("bắt buộc xác thực hai lớp", default=False)

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        ordering = ["group__name"]

    def __str__(self):
        return self.group.name


class SiteCollection(models.Model):
    """The collection that a site's pictures and documents are kept in; see `accounts.files`."""

    site = models.OneToOneField("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.CASCADE, related_name="commune"
    )

    class Meta:
        verbose_name = "kho tệp của xã"
        verbose_name_plural = "kho tệp của xã"
        default_permissions = ()

    def __str__(self):
        return str(self.collection)


class Session(AbstractBaseSession):
    """An open session; whose it is stands in a column, so that people see and end their own."""

    user = models.ForeignKey(
        User, verbose_name="của ai", null=True, on_delete=models.CASCADE, related_name="+"
    )
    signed_in_at = models.DateTimeField("đăng nhập lúc", null=True)
    device = models.CharField("thiết bị", max_length=80, blank=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    """Deleted with the session."""

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls):
        """What reads and writes these rows."""
        from accounts.sessions import SessionStore

        return SessionStore
