"""Uploaded pictures, served by the site itself where no web server stands in front of it.

Only ready-made sizes are public: originals keep what the camera wrote into them, and documents go
through Wagtail's view, which knows about private collections.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404
from django.views.static import serve

_TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def image(request, path):
    """One size of one picture; its name changes with its content, so it never goes stale."""
    content_type = _TYPES.get(Path(path).suffix.lower())
    if content_type is None:
        raise Http404("Không phải ảnh")
    response = _from_disk(request, path) if _on_disk() else _from_bucket(path)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _on_disk():
    return isinstance(default_storage._wrapped, FileSystemStorage)


def _from_disk(request, path):
    return serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "images")


def _from_bucket(path):
    try:
        return FileResponse(default_storage.open(f"images/{path}"))
    except (FileNotFoundError, SuspiciousOperation) as error:
        raise Http404("Không có ảnh này") from error
