"""The second factor: six figures from an application on the telephone (TOTP, RFC 6238).

Roles marked so must use it; anybody may. Nothing in the admin opens before the code is given.
django-otp does the cryptography, refuses a code a second time and slows down guessing; the screens
are ours because wagtail-2fa stops at Wagtail 7 (docs/decisions/011).
"""

import secrets

from django.conf import settings
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import urlencode
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from accounts.models import RoleGroup

RECOVERY_CODES = 10
OPEN_BEFORE = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "second_factor_enrol",
    "second_factor_verify",
}
"""Names of admin addresses that open with the password alone."""


class SecondFactorMiddleware:
    """Sends people who owe a second factor to the screen where they give or set it up."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}"

    def __call__(self, request):
        """Everything outside the admin passes without a look at who it is."""
        in_admin = request.path_info.startswith(self.admin_prefix)
        owed = _owed(request) if in_admin else None
        if owed is None:
            return self.get_response(request)
        target = reverse(owed)
        if request.path_info != f"{self.admin_prefix}":
            target += "?" + urlencode({"next": request.get_full_path()})
        return redirect(target)


def _owed(request):
    """The name of the screen that must come first, or None."""
    user = request.user
    if not user.is_authenticated or user.is_verified():
        return None
    if resolve(request.path_info).url_name in OPEN_BEFORE:
        return None
    if has_device(user):
        return "second_factor_verify"
    return "second_factor_enrol" if is_required_for(user) else None


def has_entered(user):
    """Whether the person is signed in with everything that is asked of him."""
    if not user.is_authenticated:
        return False
    return user.is_verified() or not (has_device(user) or is_required_for(user))


def has_device(user):
    """Whether the person has set up an application."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_required_for(user):
    """Whether one of the person's roles asks for a second factor here."""
    if not settings.SECOND_FACTOR:
        return False
    return (
        user.is_superuser
        or RoleGroup.objects.filter(group__user=user, requires_second_factor=True).exists()
    )


def unconfirmed_device(user):
    """The application that is being set up; the same key until it is confirmed."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "Điện thoại"}
    )
    return device


def confirm(device):
    """The first right code was given: the application replaces what was there before.

    Returns ten recovery codes as text; they are shown once and work once each.
    """
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    log(instance=device.user, action="accounts.second_factor_on")
    return new_recovery_codes(device.user)


def new_recovery_codes(user):
    """Ten fresh codes in place of the old ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Mã dự phòng")
    codes = [f"{secrets.randbelow(10**8):08d}" for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def forget_devices(user):
    """Somebody lost the telephone and the codes: the next sign-in sets up a new one."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    log(instance=user, action="accounts.second_factor_off")
