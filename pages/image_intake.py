"""What happens to a picture on its way in: turned upright, made smaller, stripped.

A telephone writes the place, the owner's device and the hour into every photo (EXIF); a portal that
passes them on tells strangers where a household lives. Drawing the pixels anew leaves all of it
behind, and anything else that was hidden in the file.
"""

from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2560
"""Pixels kept of an original: enough for a full-width picture on a sharp screen and for print."""

_SAVED_AS = {
    "JPEG": ("JPEG", {"quality": 88, "optimize": True, "progressive": True}),
    "MPO": ("JPEG", {"quality": 88, "optimize": True, "progressive": True}),
    "PNG": ("PNG", {"optimize": True}),
    "WEBP": ("WEBP", {"quality": 86}),
    "AVIF": ("AVIF", {"quality": 75}),
}
_EXTENSION = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}


class CleanPicture(ContentFile):
    """A picture that has been through here, so that it is not drawn anew a second time."""


def taken_in(file):
    """A `CleanPicture`: a new file with the same picture, upright, at most `LONGEST_SIDE`, without metadata.

    Raises ValidationError (in Vietnamese) where the file is no picture that can be read to its end.
    """
    if isinstance(getattr(file, "file", file), CleanPicture):
        return file
    try:
        file.seek(0)
        with Image.open(file) as opened:
            image_format, options = _SAVED_AS[opened.format]
            opened.draft(opened.mode, (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more pixels
            pixels = _plain_colours(ImageOps.exif_transpose(opened), image_format)
            pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return _written(pixels, image_format, options, file.name)
    except (OSError, KeyError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            "Không đọc được ảnh này: tệp hỏng, chưa tải lên hết hoặc không phải ảnh JPG, PNG, "
            "WebP, AVIF. Hãy chụp hoặc lưu lại ảnh rồi tải lên lần nữa."
        ) from error


def _plain_colours(image, image_format):
    """Colours as every screen understands them (sRGB), in a mode that the format can hold."""
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


def _written(image, image_format, options, name):
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, image_format, **options)
    return CleanPicture(out.getvalue(), name=Path(name).stem + _EXTENSION[image_format])
