"""The screens of passkeys: make one, call it something else, take it away, sign in with it."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django_otp import login
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts import ceremonies, letters, second_factor
from accounts.addresses import client_address
from accounts.ceremonies import RefusedError
from accounts.forms import PasskeyForm
from accounts.passkeys import MOST, Passkey, passkeys_of
from accounts.proof import proven_lately

COPIED = (
    "Khóa truy cập này có thể đã bị sao chép, nên lần này không được nhận. Hãy nhập mã trên điện thoại, "
    "bỏ khóa này ở “Xác thực hai lớp”, rồi báo người quản trị trang."
)
TAKEN = "Khóa truy cập này đã được đăng ký. Hãy dùng máy khác hoặc khóa khác."
NOT_HERE = (
    "Khóa truy cập chỉ dùng được khi trang mở bằng tên miền và HTTPS. Hãy dùng mã trên điện thoại."
)
ENOUGH = f"Mỗi người có nhiều nhất {MOST} khóa truy cập. Hãy bỏ bớt một khóa không dùng nữa."


@never_cache
@proven_lately
def add(request):
    """`xac-thuc/khoa-truy-cap/`: beside the application on the telephone, never in place of it."""
    if not second_factor.has_device(request.user):
        return redirect("second_factor_enrol")
    complaint = _complaint(request)
    if complaint:
        messages.error(request, complaint)
        return redirect("second_factor")
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_added(request, form):
        return redirect("second_factor")
    options = ceremonies.creation_options(request, request.user)
    words = {"form": form, "options": options, "host": ceremonies.host_of(request)}
    return render(request, "accounts/passkey_add.html", words)


@never_cache
@proven_lately
def change(request, pk):
    """`xac-thuc/khoa-truy-cap/12/`: one's own only."""
    passkey = get_object_or_404(passkeys_of(request.user), pk=pk)
    if "remove" in request.POST:
        passkey.delete()
        _tell(request, "accounts.passkey_removed", f"đã bỏ khóa truy cập “{passkey.name}”")
        messages.success(request, f"Đã bỏ khóa truy cập “{passkey.name}”.")
        return redirect("second_factor")
    form = PasskeyForm(request.POST or None, initial={"name": passkey.name})
    if request.method == "POST" and form.is_valid():
        passkey.name = form.cleaned_data["name"]
        passkey.save(update_fields=["name"])
        return redirect("second_factor")
    return render(request, "accounts/passkey.html", {"form": form, "passkey": passkey})


def enter(request):
    """The sentence of refusal, or "" after the session was let in by a passkey."""
    try:
        answer = request.POST.get("credential", "")
        passkey, count = ceremonies.signed_by(request, request.user, answer)
    except RefusedError as error:
        _record(request, "accounts.second_factor_failed")
        return str(error)
    if not passkey.is_used_at(count):
        _tell(
            request,
            "accounts.passkey_copied",
            f"đã từ chối khóa truy cập “{passkey.name}” vì khóa có bản sao",
        )
        return COPIED
    login(request, passkey)
    return ""


def _complaint(request):
    if not ceremonies.is_possible_at(request):
        return NOT_HERE
    return ENOUGH if passkeys_of(request.user).count() >= MOST else ""


def _is_added(request, form):
    try:
        attested = ceremonies.made(request, request.POST.get("credential", ""))
        host, name = ceremonies.host_of(request), form.cleaned_data["name"]
        passkey = Passkey.from_attested(attested, user_id=request.user.pk, host=host, name=name)
        with transaction.atomic():
            passkey.save()
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    except IntegrityError:
        form.add_error(None, TAKEN)
        return False
    _tell(request, "accounts.passkey_added", f"đã thêm khóa truy cập “{name}”")
    messages.success(request, f"Đã thêm khóa truy cập “{name}”.")
    return True


def _tell(request, action, change):
    _record(request, action)
    letters.about_factors(request.user, change, client_address(request))


def _record(request, action):
    person = get_user_model().objects.get(pk=request.user.pk)
    log(instance=person, action=action, user=person, data={"address": client_address(request)})
