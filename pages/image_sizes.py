"""Makes the published sizes of a picture: on upload and on change, never for a reader."""

import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import salted_hmac

from pages import generation
from pages.drawing import Drawing, encoded
from pages.pictures import sizes_for
from pages.watching import names_of

logger = logging.getLogger(__name__)


def is_current(image):
    """Whether the listed sizes were made from the picture as it is now."""
    return image.sizes.get("of") == _fingerprint(image)


def make_sizes(image, *, is_new=False):
    """Make what is missing, list it on the picture, and remove the files of an older picture.

    Nothing shows a new one yet. A picture that cannot be read keeps an empty list (it is then not shown) and is logged.
    """
    fingerprint = _fingerprint(image)
    old_files = {value[0] for value in image.sizes.values() if isinstance(value, list)}
    try:
        with image.open_file() as file:
            drawing = Drawing(file)
        sizes = {
            name: _stored(
                image, drawing.shaped(image, shape), image_format, f"{fingerprint}-{name}"
            )
            for name, (shape, image_format) in sizes_for(image).items()
        }
    except Exception:  # whatever a broken file makes Pillow or a bucket raise: the save goes on
        logger.exception("image sizes not made", extra={"image_id": image.pk})
        sizes = {}
    image.sizes = {"of": fingerprint, **sizes}
    type(image).objects.filter(pk=image.pk).update(sizes=image.sizes)
    if not is_new:
        generation.bump(*names_of(image))
    _remove(image, old_files - {value[0] for value in sizes.values()})


def remove_sizes(image):
    """Take the files away together with their picture."""
    _remove(image, {value[0] for value in image.sizes.values() if isinstance(value, list)})


def _fingerprint(image):
    """Changes with the file and with the part of it that must stay in view; nobody can guess it."""
    focus = image.get_focal_point()
    seen = f"{image.file.name}|{image.file_hash}|{focus and focus.as_tuple()}"
    return salted_hmac("pages.image_sizes", seen, algorithm="sha256").hexdigest()[:16]


def _stored(image, pixels, image_format, stem):
    """`[file name, width, height]` of one size, written to the media storage."""
    content, suffix = encoded(pixels, image_format)
    storage = image.file.storage
    name = f"images/{image.pk}/{stem}{suffix}"
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    return [name, *pixels.size]


def _remove(image, names):
    storage = image.file.storage

    def delete():
        for name in names:
            storage.delete(name)

    transaction.on_commit(delete, robust=True)
