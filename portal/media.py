"""Uploaded pictures and files: who may have them, and what the answer says to caches.

Only ready-made sizes are handed out, and only while a page that the reader may see uses the picture;
what everybody may have gets a link for the web server (`pages.open_pictures`). Documents go through
Wagtail's view, whose hook asks the same (`pages.public_files`).
"""

import re
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from pages import open_pictures, public_files
from pages.former_names import address_of_today
from pages.models import PortalImage, PortalRendition
from portal.byte_ranges import asked_range, partial_answer
from portal.stores import StoreAwayError

_TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
FOR_EVERYBODY = "public, max-age=31536000, s-maxage=8, immutable"
"""Devices keep a picture for a year; what lies in between asks anew, so that it is soon gone there."""
_FOR_ONE = "private, max-age=600"
_SIZE = re.compile(r"([1-9][0-9]{0,17})/[^/]+")
"""`12/1f0c…-wide-720-webp.webp`: a ready-made size stands in the folder of its picture."""


def image(request, path):
    """One size of one picture; its name changes with its content, so it never goes stale."""
    caching = _caching(request, path)
    if caching is None:
        raise Http404("Không có ảnh này")
    response = _file(request, path)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = caching
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # the province shows our news
    return response


def _caching(request, path):
    """What caches are told, None where the picture is not for the one who asks."""
    name = f"images/{path}"
    if open_pictures.is_open(name):
        return FOR_EVERYBODY
    picture = _picture(request, path)
    if picture is None:
        return None
    if not public_files.is_public(picture):
        return _FOR_ONE if public_files.may_have(request, picture) else None
    open_pictures.open_to_everybody(name)
    if not public_files.is_public(picture):  # taken down in this very moment
        open_pictures.close([picture.pk])
    return FOR_EVERYBODY


def _picture(request, path):
    """The picture of a ready-made size; of Wagtail's own sizes for those who are signed in."""
    if size := _SIZE.fullmatch(path):
        found = PortalImage.objects.filter(pk=int(size[1])).first()
        listed = found.sizes.values() if found else ()
        names = {value[0] for value in listed if isinstance(value, list)}
        return found if f"images/{path}" in names else None
    if not request.user.is_authenticated:
        return None
    made = PortalRendition.objects.filter(file=f"images/{path}").select_related("image").first()
    return made and made.image


def _file(request, path):
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
    except StoreAwayError:
        raise
    except (
        OSError,
        SuspiciousOperation,
        ValueError,
    ) as error:  # not there, a folder, an absolute path
        raise Http404("Không có ảnh này") from error
    response.headers["Content-Type"] = content_type
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
    except StoreAwayError:
        raise
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
