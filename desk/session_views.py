"""Signing in again without leaving what is being written: `desk/keep.js` asks here.

All addresses lie behind Wagtail's own door: whoever is not signed in (or owes the second factor) is
sent to the sign-in page, and a script's request is refused.
"""

from base64 import b64encode

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

_PURPOSE = "desk.session_views.drafts-on-the-device"


@never_cache
def state(request):
    """Who is signed in, the token that forms need from now on, and the key to drafts on the device."""
    return JsonResponse(
        {
            "user": request.user.pk,
            "token": get_token(request),
            "key": key_of(request.user),
        }
    )


def key_of(user) -> str:
    """32 bytes as base64: what this person left unsent on a device is read with it, by nobody else.

    It changes with the password, like everything that was open under the old one.
    """
    secret = f"{user.pk}:{user.password}"
    return b64encode(salted_hmac(_PURPOSE, secret, algorithm="sha256").digest()).decode()


@never_cache
def again(request):
    """The end of signing in inside the dialog: tells the page around it."""
    return render(
        request,
        "desk/signed_in_again.html",
        {"token": get_token(request), "key": key_of(request.user)},
    )
