"""The sizes in which a picture is published, and what a template needs to show it.

WebP with JPEG as the fall-back; AVIF saved 4 % for four times the work when measured. The files are
made when a picture is uploaded or changed (`pages.image_sizes`) and listed on the picture itself, so
that showing it costs no query and never any work on a reader's request (docs/decisions/062).
"""

from dataclasses import dataclass

from pages.remembering import remembered

WIDTHS = (360, 720, 1080)
"""Pixels: a cheap phone, the same at double density, a desktop column."""
FORMATS = ("webp", "jpeg")
SHAPES = ("", "wide")
EMBLEM = "emblem"
LARGE = "large"
LONG = 2
"""A poster or a chart whose one side is so many times the other is unreadable at the width of a column."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """One ready-made file of a picture: its address and its size in pixels."""

    url: str
    width: int
    height: int


def size_name(width, image_format, shape=""):
    """The name under which a size is listed: `wide-720-webp`."""
    return f"{shape or 'whole'}-{width}-{image_format}"


def published_sizes():
    """`{name: (Wagtail filter, format)}` of every size that a public page may ask for."""
    return {
        size_name(width, image_format, shape): (_filter(width, shape), image_format)
        for shape in SHAPES
        for image_format in FORMATS
        for width in WIDTHS
    } | {EMBLEM: ("max-136x136", "png")}


def sizes_for(image):
    """The same for one picture: a long one is also to be had as large as it is kept."""
    long = max(image.width, image.height) >= LONG * min(image.width, image.height)
    shrunk = long and image.width > WIDTHS[-1]
    return published_sizes() | ({LARGE: ("max-20000x20000", "jpeg")} if shrunk else {})


def _filter(width, shape):
    return f"fill-{width}x{width * 2 // 3}" if shape == "wide" else f"width-{width}"


def picture_sources(image, shape=""):
    """Template context: `webp` and `jpeg` (`srcset` lists), `smallest` and `largest` (JPEG).

    Without `largest` the picture's files are not made yet, and there is nothing to show.
    """
    return remembered(
        ("picture", image.pk, image.sizes.get("of"), tuple(image.sizes), shape),
        lambda: _sources(image, shape),
    )


def _sources(image, shape):
    webp, jpeg = (_ladder(image, image_format, shape) for image_format in FORMATS)
    return {
        "webp": _srcset(webp),
        "jpeg": _srcset(jpeg),
        "smallest": jpeg[0] if jpeg else None,
        "largest": jpeg[-1] if jpeg else None,
    }


def _srcset(ladder):
    return ", ".join(f"{size.url} {size.width}w" for size in ladder)


def picture_size(image, name):
    """One size by its name, or None."""
    stored = image.sizes.get(name)
    return PictureSize(image.file.storage.url(stored[0]), *stored[1:]) if stored else None


def _ladder(image, image_format, shape):
    """A small original gives the same width for several sizes; one of each is enough."""
    found = [picture_size(image, size_name(width, image_format, shape)) for width in WIDTHS]
    return list({size.width: size for size in found if size}.values())
