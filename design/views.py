"""Addresses that belong to the look of the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from design.contrast import contrast_ratio
from design.gallery import COLOURS, EXAMPLES


@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent_stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """A commune's own accent colour as a stylesheet; the colour is in the address."""
    if contrast_ratio(f"#{colour}", "#ffffff") < 4.5:
        raise Http404("Màu quá nhạt")
    css = f":root{{--accent:#{colour}}}"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def gallery(request: HttpRequest) -> HttpResponse:
    """All components with their states; reached from the admin only."""
    return render(request, "design/gallery.html", {"examples": EXAMPLES, "colours": COLOURS})
