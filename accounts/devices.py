"""Devices: how one is named on screen, and which ones an account has signed in on before.

A device is known by a signed cookie that only the admin's addresses get; nothing about it is stored.
"""

import re

from django.conf import settings
from django.core import signing

COOKIE = "thiet-bi"
_YEAR = 365 * 24 * 60 * 60
_MOST = 10
"""People whom one device of an office knows; the one who came first is forgotten."""
_LONGEST_AGENT = 400
_BROWSERS = (
    (re.compile(r"Edg"), "Edge"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"coc_coc"), "Cốc Cốc"),
    (re.compile(r"SamsungBrowser"), "Samsung Internet"),
    (re.compile(r"Firefox|FxiOS"), "Firefox"),
    (re.compile(r"Chrome|CriOS"), "Chrome"),
    (re.compile(r"Safari"), "Safari"),
)
_SYSTEMS = (
    (re.compile(r"iPhone|iPad"), "iPhone hoặc iPad"),
    (re.compile(r"Android"), "Android"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Mac OS"), "máy Mac"),
    (re.compile(r"Linux"), "Linux"),
)


class DeviceMiddleware:
    """Makes the device known on which somebody has just signed in (`accounts.signals` says so)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Only the answer to a sign-in sets the cookie."""
        response = self.get_response(request)
        if (user := getattr(request, "signed_in_here", None)) is not None:
            remember(response, request, user)
        return response


def name_of(request):
    """`Chrome trên Windows`, as people say it; what a browser claims, never proof."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:_LONGEST_AGENT]
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    return f"{browser or 'Trình duyệt'} trên {system}" if system else browser or "Thiết bị không rõ"


def _first(named, agent):
    return next((name for pattern, name in named if pattern.search(agent)), "")


def is_known(request, user):
    """Whether the person has signed in on this device within a year."""
    return user.pk in _people(request)


def remember(response, request, user):
    """From now on the device is known to the person."""
    people = [user.pk, *(person for person in _people(request) if person != user.pk)][:_MOST]
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, people)),
        salt=COOKIE,
        max_age=_YEAR,
        path=f"/{settings.ADMIN_PATH}",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _people(request):
    try:
        kept = request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=_YEAR)
    except signing.BadSignature:
        return []
    return [int(number) for number in kept.split(".") if number]
