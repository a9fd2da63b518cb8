"""The screens of the second factor: set it up, give the code or a passkey, get new recovery codes."""

import segno
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django_otp import login, match_token
from wagtail.log_actions import log

from accounts import ceremonies, letters, passkey_views, second_factor
from accounts.addresses import client_address
from accounts.factors import Authenticator
from accounts.forms import CodeForm
from accounts.going_on import onward, wanted
from accounts.own_sessions import elsewhere
from accounts.passkeys import passkeys_of
from accounts.proof import is_proven, proven_lately

WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện; nếu vẫn sai, hãy xem đồng hồ điện thoại có đúng giờ không."
WAIT = "Nhập sai nhiều lần. Hãy đợi một lát rồi thử lại."


@never_cache
def verify(request):
    """Ask for the code after the password, or for a passkey."""
    if request.user.is_verified():
        return onward(request)
    if "credential" in request.POST:
        refusal = passkey_views.enter(request)
        return _asked(request, CodeForm(), refusal) if refusal else onward(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        complaint = WAIT if _must_wait(request.user) else WRONG_CODE
        if device := match_token(request.user, form.cleaned_data["code"]):
            login(request, device)
            return onward(request)
        _log(request, "accounts.second_factor_failed")
        form.add_error("code", complaint)
    return _asked(request, form)


def _asked(request, form, refusal=""):
    words = {
        "form": form,
        "next": wanted(request),
        "refusal": refusal,
        "options": ceremonies.request_options(request, request.user),
        "elsewhere": passkeys_of(request.user).exclude(host=ceremonies.host_of(request)),
    }
    return render(request, "accounts/verify.html", words)


@proven_lately
def enrol(request):
    """Show the key as a QR code and as text; the first right code switches it on."""
    if second_factor.has_device(request.user) and not request.user.is_verified():
        return redirect("second_factor_verify")
    device = second_factor.unconfirmed_device(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            codes = second_factor.confirm(device)
            elsewhere(request).delete()
            _tell(
                request, "đã đăng ký ứng dụng xác thực trên điện thoại và có mười mã dự phòng mới"
            )
            login(request, device)
            return render(
                request, "accounts/recovery_codes.html", {"codes": codes, "next": wanted(request)}
            )
        form.add_error("code", WRONG_CODE)
    return render(
        request,
        "accounts/enrol.html",
        {"form": form, "qr": _qr(device), "key": _grouped(device), "next": wanted(request)},
    )


def manage(request):
    """What is set up; new recovery codes, another telephone."""
    if request.method == "POST" and second_factor.has_device(request.user):
        return _renewed_codes(request)
    context = {
        "device": Authenticator.objects.filter(user=request.user.pk, confirmed=True).first(),
        "required": second_factor.is_required_for(request.user, request),
        "passkeys": passkeys_of(request.user),
        "codes_left": second_factor.codes_left(request.user),
        "is_proven": is_proven(request.session),
    }
    return render(request, "accounts/second_factor.html", context)


@proven_lately
def _renewed_codes(request):
    codes = second_factor.new_recovery_codes(request.user)
    _log(request, "accounts.recovery_codes")
    _tell(request, "đã lấy mười mã dự phòng mới")
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": ""})


def _qr(device):
    code = segno.make(device.config_url, error="m")
    return mark_safe(code.svg_inline(scale=5, dark="#000", light="#fff", title="Mã QR"))  # noqa: S308 - drawn by segno from our own key


def _grouped(device):
    """The key in base 32 in groups of four, for typing by hand."""
    from base64 import b32encode

    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _must_wait(user):
    devices = Authenticator.objects.filter(user=user.pk, confirmed=True)
    return any(not device.verify_is_allowed()[0] for device in devices)


def _tell(request, change):
    letters.about_factors(request.user, change, client_address(request))


def _log(request, action):
    """`request.user` is wrapped twice by django-otp, which Wagtail's log takes for no model."""
    person = get_user_model().objects.get(pk=request.user.pk)
    log(instance=person, action=action, user=person, data={"address": client_address(request)})
