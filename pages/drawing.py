"""Draws a picture in other shapes and formats, from pixels that are decoded once.

Wagtail's filters say what is cut where; its own pipeline would decode the whole original again for
each of the thirteen sizes (benchmarks/image_sizes.py has the ratio).
"""

from io import BytesIO
from typing import Any

from PIL import Image
from wagtail.images.models import Filter

_OPTIONS: dict[str, dict[str, Any]] = {
    "webp": {"quality": 72},
    "jpeg": {"quality": 76, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
_SUFFIX = {"webp": ".webp", "jpeg": ".jpg", "png": ".png"}
_CLOSE_ENOUGH = 3.0
"""Pixels are first averaged down to this many times the wanted size: faster, no visible difference."""


class Drawing:
    """The pixels of an open picture file; raises OSError (Pillow's) where it cannot be read."""

    def __init__(self, file):
        with Image.open(file) as opened:
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            self.pixels = opened.convert(mode)
        self._shaped = {}

    def shaped(self, image, shape):
        """The picture as a Wagtail filter such as `fill-720x480` cuts it, never blown up."""
        if shape not in self._shaped:
            transform = Filter(spec=shape).get_transform(image, self.pixels.size)
            self._shaped[shape] = self.pixels.resize(
                transform.size,
                Image.Resampling.LANCZOS,
                box=tuple(transform.get_rect().round()),
                reducing_gap=_CLOSE_ENOUGH,
            )
        return self._shaped[shape]


def encoded(pixels, image_format):
    """`(bytes, suffix)` of a picture as `webp`, `jpeg` (transparent parts white) or `png`."""
    out = BytesIO()
    if image_format == "jpeg":
        pixels = _on_white(pixels)
    pixels.save(out, image_format, **_OPTIONS[image_format])
    return out.getvalue(), _SUFFIX[image_format]


def _on_white(pixels):
    if pixels.mode == "RGB":
        return pixels
    page = Image.new("RGB", pixels.size, "white")
    page.paste(pixels, mask=pixels.getchannel("A"))
    return page
