"""Uploaded pictures, served by the site itself where no web server stands in front of it.

Only ready-made sizes are public: originals keep what the camera wrote into them, and documents go
through Wagtail's view, which knows about private collections.
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from pages.former_names import address_of_today
from portal.byte_ranges import asked_range, partial_answer

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
        file = default_storage.open(f"images/{path}")
        part = asked_range(request, file.size)
        response = (
            partial_answer(file, part, file.size, content_type) if part else FileResponse(file)
        )
    except (OSError, SuspiciousOperation) as error:  # not there, a folder, an absolute path
        raise Http404("Không có ảnh này") from error
    response.headers["Content-Type"] = content_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # the province shows our news
    return response


def document(request, document_id, document_filename):
    """A document as Wagtail serves it, a part of it where the player asks for one; old names lead on.

    Wagtail 7.4 knows no parts, and its hook may not answer with a stream; to be undone when it may.
    """
    part = _wanted_part(request, document_id, document_filename)
    if part is not None:
        return part
    try:
        return serve(request, document_id, document_filename)
    except Http404:
        if address := address_of_today(document_id, document_filename):
            return HttpResponseRedirect(address)
        raise


def _wanted_part(request, document_id, document_filename):
    """The part that was asked for, what a hook answers in its place, or None."""
    if "Range" not in request.headers:
        return None
    wanted = get_document_model().objects.filter(id=document_id).first()
    if wanted is None or wanted.filename != document_filename:
        return None
    for may_have in hooks.get_hooks("before_serve_document"):
        refused = may_have(wanted, request)
        if refused is not None:
            return refused
    return _part_of(wanted, request)


def _part_of(wanted, request):
    tag = f'"{wanted.file_hash}"'
    try:
        size = wanted.file.size
    except OSError as error:
        raise Http404("Tệp không còn") from error
    part = asked_range(request, size, tag)
    if part is None:
        return None
    file = wanted.file.storage.open(wanted.file.name)
    response = partial_answer(file, part, size, wanted.content_type)
    response.headers["Content-Disposition"] = wanted.content_disposition
    response.headers["ETag"] = tag
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
