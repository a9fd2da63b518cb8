"""Signing in again without leaving what is being written: `desk/keep.js` asks here.

Both addresses lie behind Wagtail's own door: whoever is not signed in (or owes the second factor) is
sent to the sign-in page, and a script's request is refused.
"""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def state(request):
    """Who is signed in, and the token that forms need from now on."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


@never_cache
def again(request):
    """The end of signing in inside the dialog: tells the page around it."""
    return render(request, "desk/signed_in_again.html", {"token": get_token(request)})
