"""`/favicon.ico` and `/apple-touch-icon.png`: what browsers ask for unasked.

The commune's emblem where it has one, else the star of the site.
"""

from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageOps

from pages.identity import SiteIdentity

ICO_SIZES = [(16, 16), (32, 32), (48, 48)]
TOUCH = 180
"""Pixels; Apple's size for the home screen of today's phones."""
_KEPT = "public, max-age=86400"


@require_safe
def favicon(request):
    """Three small sizes in one file."""
    out = BytesIO()
    _square(request, 64).save(out, "ico", sizes=ICO_SIZES)
    return _answer(out, "image/x-icon")


@require_safe
def touch_icon(request):
    """For a phone's home screen, which shows no transparency."""
    out, ground = BytesIO(), Image.new("RGB", (TOUCH, TOUCH), "white")
    icon = _square(request, TOUCH)
    ground.paste(icon, mask=icon.getchannel("A"))
    ground.save(out, "png", optimize=True)
    return _answer(out, "image/png")


def _answer(out, content_type):
    response = HttpResponse(out.getvalue(), content_type=content_type)
    response.headers["Cache-Control"] = _KEPT
    return response


def _square(request, side):
    emblem = SiteIdentity.for_request(request).emblem
    try:
        with emblem.file.open("rb") as file:
            return _fitted(file, side)
    except (AttributeError, OSError, ValueError):  # none, or its file is gone
        return _fitted(Path(apps.get_app_config("pages").path) / "star.png", side)


def _fitted(file, side):
    with Image.open(file) as opened:
        return ImageOps.pad(opened.convert("RGBA"), (side, side), color=(0, 0, 0, 0))
