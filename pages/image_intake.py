"""What happens to a picture on its way in: turned upright, made smaller, stripped.

A telephone writes the place, the owner's device and the hour into every photo (EXIF); a portal that
passes them on tells strangers where a household lives. Drawing the pixels anew leaves all of it
behind, and anything else that was hidden in the file.
"""

from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageFile, ImageOps
from pillow_heif import register_heif_opener

from pages.apart import Bounds, Reader, TooMuchError, read_apart
from pages.image_kinds import MOVING, OPENED, SAVED_AS, TOO_HEAVY, check_pixels, refusal

LONGEST_SIDE = 2560
"""Pixels kept of an original: enough for a full-width picture on a sharp screen and for print."""
READABLE_SIDE = 1280
"""Pixels that the shorter side of a long poster keeps: made narrower, nobody could read it."""

_EXTENSION = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
_START = 4096
"""Bytes by which the kind of a file is told."""

CHILD = Reader("pages.image_intake.drawn_anew", Bounds(seconds=40, memory=1536 * 1024**2))
"""The largest picture that is allowed takes a quarter of it."""

register_heif_opener(thumbnails=False)


class CleanPicture(ContentFile):
    """A picture that has been through here, so that it is not drawn anew a second time."""

    came_moving = False
    """Whether only the first of several pictures was kept."""


def taken_in_apart(file):
    """What `taken_in` makes of a file that somebody sent, made by a child with bounds (`pages.apart`)."""
    file.seek(0)
    try:
        content, name, came_moving = read_apart(CHILD, file.read(), file.name)
    except TooMuchError:
        raise ValidationError(TOO_HEAVY) from None
    clean = CleanPicture(content, name=name)
    clean.came_moving = came_moving
    return clean


def drawn_anew(content, name):
    """`(content, name, whether only the first of several pictures was kept)`; what the child does."""
    clean = taken_in(ContentFile(content, name=name))
    return clean.read(), clean.name, clean.came_moving


def taken_in(file):
    """A `CleanPicture`: a new file with the same picture, upright, at most `LONGEST_SIDE`, without metadata.

    Of a moving picture the first is kept. Raises ValidationError (in Vietnamese) where the file is
    no picture that can be read to its end.
    """
    if isinstance(getattr(file, "file", file), CleanPicture):
        return file
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on, for the whole process
    try:
        file.seek(0)
        with Image.open(file, formats=OPENED) as opened:
            check_pixels(opened)
            clean = _drawn(opened, file.name)
            clean.came_moving = opened.format in MOVING and getattr(opened, "is_animated", False)
            return clean
    except ValidationError:
        raise
    except Exception as error:  # decoders raise whatever a damaged file makes them stumble over
        file.seek(0)
        raise refusal(file.read(_START)) from error


def _drawn(opened, name):
    image_format, options = SAVED_AS[opened.format]
    opened.draft(opened.mode, (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more pixels
    pixels = in_eight_bits(ImageOps.exif_transpose(opened))
    pixels = bounded(_plain_colours(pixels, image_format))
    return _written(pixels, image_format, options, name)


def in_eight_bits(image):
    """The same greys at the depth that screens show: scanners write 16 bits, which cut off are all white."""
    if not image.mode.startswith(("I", "F")):
        return image
    wide = image if image.mode in ("I", "F") else image.convert("I")
    brightest = wide.getextrema()[1]
    if image.mode == "F":
        most = 1.0 if brightest <= 1 else 255.0 if brightest <= 255 else 65_535.0
    else:
        most = 255 if image.mode == "I" and brightest <= 255 else 65_535
    grey = wide.point(lambda level: level * (255 / most) + 0.5).convert("L")
    grey.info = {key: said for key, said in image.info.items() if key != "transparency"}
    return grey


def bounded(image):
    """At most `LONGEST_SIDE`, but for long posters, whose shorter side stays readable."""
    longest, shortest = max(image.size), min(image.size)
    scale = min(1, max(LONGEST_SIDE / longest, READABLE_SIDE / shortest))
    if scale < 1:
        size = [max(1, round(side * scale)) for side in image.size]
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def _plain_colours(image, image_format):
    """Colours as every screen understands them (sRGB), in a mode that the format can hold."""
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
