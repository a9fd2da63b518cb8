"""The second factor: six figures from an application on the telephone (TOTP, RFC 6238), or a passkey.

Roles marked so must use it; anybody may. Nothing in the admin opens before the code is given.
django-otp does the cryptography, refuses a code a second time and slows down guessing; the screens
are ours because wagtail-2fa stops at Wagtail 7 (docs/decisions/011). What is stored of it is in
`accounts.factors` and `accounts.passkeys`.
"""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import urlencode
from wagtail.log_actions import log

from accounts.factors import Authenticator, RecoveryCodes
from accounts.models import RoleGroup, User
from accounts.passkeys import passkeys_of
from accounts.sealing import CannotOpenError
from accounts.visitors import visitor_of

OPEN_BEFORE = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "second_factor_enrol",
    "second_factor_verify",
}
"""Names of admin addresses that open with the password alone."""
OPEN_AFTER = {"first_password", "session_state", "session_again"}
"""Those that open while a password that somebody else has chosen is still to be changed."""


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
    if not user.is_authenticated or resolve(request.path_info).url_name in OPEN_BEFORE:
        return None
    if has_entered(request):
        is_own = not user.must_change_password or resolve(request.path_info).url_name in OPEN_AFTER
        return None if is_own else "first_password"
    return "second_factor_verify" if has_device(user) else "second_factor_enrol"


def has_entered(request):
    """Whether who asks is signed in with everything that is asked of him."""
    user = request.user
    if not user.is_authenticated:
        return False
    return user.is_verified() or not (has_device(user) or is_required_for(user, request))


def has_device(user):
    """Whether the person has set up an application; passkeys come beside it, never alone."""
    return Authenticator.objects.filter(user=user.pk, confirmed=True).exists()


def is_required_for(user, request=None):
    """Whether a second factor is asked for: of the marked roles always, of others outside the office."""
    if not settings.SECOND_FACTOR:
        return False
    return (
        user.is_superuser
        or (request is not None and not is_in_office(request))
        or RoleGroup.objects.filter(group__user=user.pk, requires_second_factor=True).exists()
    )


def is_in_office(request):
    """Whether the request comes from ADMIN_NETWORKS; where none are named, nobody is in the office.

    TCVN 14423:2026 asks for two factors of administrators and of any access from the Internet.
    """
    address = visitor_of(request).address
    return address is not None and any(address in network for network in settings.ADMIN_NETWORKS)


def unconfirmed_device(user):
    """The application that is being set up; the same key until it is confirmed."""
    device, _ = Authenticator.objects.get_or_create(
        user_id=user.pk, confirmed=False, defaults={"name": "Điện thoại"}
    )
    return device


def confirm(device):
    """The first right code was given: the application replaces what was there before.

    Returns ten recovery codes as text; they are shown once and work once each.
    """
    Authenticator.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    log(instance=device.user, action="accounts.second_factor_on")
    return new_recovery_codes(device.user)


def new_recovery_codes(user):
    """Ten fresh codes in place of the old ones."""
    RecoveryCodes.objects.filter(user=user.pk).delete()
    return RecoveryCodes(user_id=user.pk, name="Mã dự phòng").renew()


def codes_left(user):
    """How many recovery codes the person has left."""
    return sum(len(device.digests) for device in RecoveryCodes.objects.filter(user=user.pk))


def forget_devices(user):
    """Somebody lost the telephone and the codes: the next sign-in sets up a new one."""
    Authenticator.objects.filter(user=user).delete()
    RecoveryCodes.objects.filter(user=user).delete()
    passkeys_of(user).delete()
    log(instance=user, action="accounts.second_factor_off")


def forget_unreadable():
    """After a restore: the people whose keys were sealed on another machine; they enrol again."""
    people = []
    for user in User.objects.filter(authenticator__isnull=False).distinct().order_by("username"):
        if any(not _can_be_opened(device) for device in user.authenticator_set.all()):
            forget_devices(user)
            people.append(user)
    return people


def _can_be_opened(device):
    try:
        return bool(device.bin_key)
    except CannotOpenError:
        return False
