"""Uploaded pictures, served by the site itself where no web server stands in front of it.

Only ready-made sizes are public: originals keep what the camera wrote into them, and documents go
through Wagtail's view, which knows about private collections.
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

_TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def image(request, path):
    """One size of one picture; its name changes with its content, so it never goes stale."""
    wanted = PurePosixPath(path)
    content_type = _TYPES.get(wanted.suffix.lower())
    if content_type is None or ".." in wanted.parts:  # originals lie next door
        raise Http404("Không phải ảnh")
    try:
        response = FileResponse(default_storage.open(f"images/{path}"))
    except (OSError, SuspiciousOperation) as error:  # not there, a folder, an absolute path
        raise Http404("Không có ảnh này") from error
    response.headers["Content-Type"] = content_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
