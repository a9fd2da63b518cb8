"""Installing the site and reading it without a signal: manifest, service worker, offline page."""

import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe
from wagtail.models import Page

from offline.books import book_of
from pages.identity import SiteIdentity
from pages.restrictions import open_to_all

SHELL_FILES = (
    "design/css/portal.css",
    "design/js/portal.js",
    "design/font/be-vietnam-pro-600-vi.woff2",
    "design/icon.svg",
    "offline/saved.js",
)
"""What the offline pages need; their names change with their content, and with them the worker."""
_COMMENT = re.compile(r"^\s*//.*$\n", re.M)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """`/manifest.webmanifest` (W3C Web Application Manifest)."""
    identity = SiteIdentity.for_request(request)
    icons = [
        {"src": static(f"offline/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
         "purpose": "any"}
        for size in (192, 512)
    ]  # fmt: skip
    maskable = static("offline/icon-maskable-512.png")
    icons.append({"src": maskable, "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    content = {
        "id": "/",
        "name": identity.full_title,
        "short_name": identity.commune[:24],
        "lang": "vi",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1a224b",
        "icons": icons,
    }
    return JsonResponse(
        content, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json"
    )


@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """`/ngoai-tuyen/`: what a reader sees without a network; kept on the device beforehand."""
    return render(request, "offline/offline.html", {"is_cut": True})


@require_safe
def saved_pages(request: HttpRequest) -> HttpResponse:
    """`/da-luu/`: the pages kept on this device; the same list with and without a signal."""
    return render(request, "offline/offline.html", {"is_cut": False})


@require_safe
def book(request: HttpRequest, page_id: int) -> HttpResponse:
    """What a reader takes along who keeps the whole book of that page."""
    page = get_object_or_404(open_to_all(Page.objects.live()), pk=page_id).specific
    found = book_of(page) if settings.OFFLINE_READING else None
    if found is None:
        raise Http404("Trang này không có sổ")
    return JsonResponse({"pages": found.pages, "files": list(found.files), "size": found.size})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """`/sw.js`: the service worker, or where offline reading is turned off, one that removes itself."""
    name = "offline/worker.js" if settings.OFFLINE_READING else "offline/no_worker.js"
    source = _COMMENT.sub("", render_to_string(name, _worker_context()))
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    # every visit asks whether it is still the newest: nobody is trapped in an old version
    response.headers["Cache-Control"] = "no-cache"
    return response


def _source_of(name: str) -> str:
    """Django's own kind of template keeps its text, which the general kind does not promise."""
    template: Any = get_template(name)
    return template.template.source


def _worker_context() -> dict[str, Any]:
    pages = [reverse("offline"), reverse("saved_pages")]
    shell = [*pages, *(static(name) for name in SHELL_FILES)]
    source = _source_of("offline/worker.js")
    version = hashlib.sha256(f"{shell}{source}".encode()).hexdigest()[:12]
    closed = [reverse("suggestions"), reverse("leave"), "/sw.js"]
    admin = iri_to_uri(settings.ADMIN_PATH)
    return {
        "version": version,
        "shell": json.dumps(shell),
        "closed": json.dumps(closed),
        "admin_mark": mark_of(admin),
        "admin_parts": admin.count("/"),
        "own_query": json.dumps(sorted(settings.PAGE_CACHE_QUERY)),
        "offline": pages[0],
        "search": reverse("search"),
    }


def mark_of(text: str) -> int:
    """A number by which the worker knows the admin's address without naming it (FNV-1a, 32 bits).

    Whoever guesses the address can prove the guess with it, as by asking the site; nobody reads it here.
    """
    found = 2_166_136_261
    for byte in text.encode():
        found = (found ^ byte) * 16_777_619 % 2**32
    return found
