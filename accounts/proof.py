"""Asks for the password again before something that a thief of an open session would like to change."""

import functools

from django.contrib.auth import authenticate
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from accounts.forms import PasswordForm
from accounts.going_on import onward, wanted
from accounts.sessions import SIGN_IN

HOLDS = 10 * 60
"""Seconds for which one proof is enough; signing in is one."""
_PROVEN = "_proven"


def proven_lately(view):
    """The view opens for who has given the password in the last ten minutes, others give it first."""

    @functools.wraps(view)
    def asking_first(request, *args, **kwargs):
        if is_proven(request.session):
            return view(request, *args, **kwargs)
        back = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('prove_password')}?{back}")

    return asking_first


def is_proven(session):
    """Whether the password was given a short while ago."""
    given = max(session.get(SIGN_IN, {}).get("at", 0), session.get(_PROVEN, 0))
    return 0 <= timezone.now().timestamp() - given < HOLDS


@never_cache
def prove_password(request):
    """`xac-thuc/mat-khau/`: guesses count as on the sign-in screen."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = authenticate(
            request, username=request.user.get_username(), password=form.cleaned_data["password"]
        )
        if known is not None and known.pk == request.user.pk:
            request.session[_PROVEN] = timezone.now().timestamp()
            return onward(request)
        if getattr(request, "axes_locked_out", False):
            from accounts.throttling import locked_out

            return locked_out(request)
        form.add_error("password", "Mật khẩu không đúng.")
    return render(request, "accounts/prove_password.html", {"form": form, "next": wanted(request)})
