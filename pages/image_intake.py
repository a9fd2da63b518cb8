"""What happens to a picture on its way in: turned upright, made smaller, stripped.

A telephone writes the place, the owner's device and the hour into every photo (EXIF); a portal that
passes them on tells strangers where a household lives. Drawing the pixels anew leaves all of it
behind, and anything else that was hidden in the file.
"""

from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from pages.image_kinds import MOVING, OPENED, SAVED_AS, check_pixels, refusal

LONGEST_SIDE = 2560
"""Pixels kept of an original: enough for a full-width picture on a sharp screen and for print."""

_EXTENSION = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
_SIXTEEN_BITS = {"I;16", "I;16B", "I;16L", "I;16N"}
_START = 4096
"""Bytes by which the kind of a file is told."""

register_heif_opener(thumbnails=False)


class CleanPicture(ContentFile):
    """A picture that has been through here, so that it is not drawn anew a second time."""

    came_moving = False
    """Whether only the first of several pictures was kept."""


def taken_in(file):
    """A `CleanPicture`: a new file with the same picture, upright, at most `LONGEST_SIDE`, without metadata.

    Of a moving picture the first is kept. Raises ValidationError (in Vietnamese) where the file is
    no picture that can be read to its end.
    """
    if isinstance(getattr(file, "file", file), CleanPicture):
        return file
    try:
        file.seek(0)
        with Image.open(file, formats=OPENED) as opened:
            check_pixels(opened)
            clean = _drawn(opened, file.name)
            clean.came_moving = opened.format in MOVING and getattr(opened, "is_animated", False)
            return clean
    except (OSError, EOFError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        file.seek(0)
        raise refusal(file.read(_START)) from error


def _drawn(opened, name):
    image_format, options = SAVED_AS[opened.format]
    opened.draft(opened.mode, (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more pixels
    pixels = _plain_colours(ImageOps.exif_transpose(opened), image_format)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _written(pixels, image_format, options, name)


def _plain_colours(image, image_format):
    """Colours as every screen understands them (sRGB), in a mode that the format can hold."""
    if (
        image.mode in _SIXTEEN_BITS
    ):  # a scanner's grey: Pillow would cut everything above 255 to white
        image = image.convert("I").point(lambda level: level / 257).convert("L")
    if image_format == "JPEG" and image.has_transparency_data:
        image = _on_white(image.convert("RGBA"))
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data and image_format != "JPEG" else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing; the colours are taken as they are
    return image.convert(mode)


def _on_white(image):
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")


def _written(image, image_format, options, name):
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, image_format, **options)
    return CleanPicture(out.getvalue(), name=Path(name).stem + _EXTENSION[image_format])
