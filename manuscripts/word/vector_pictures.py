"""Drawings that no browser shows (EMF, WMF) as PNG, by LibreOffice where it is installed.

Left alone LibreOffice draws such a picture at any size somewhere on an A4 sheet, cut off where it is larger; so
each is laid as large as it goes into the corner of a sheet first. Sizes are from [MS-EMF] 2.3.4.2 and [MS-WMF] 2.3.2.3.
"""

import base64
import io
import struct
import zlib

from PIL import Image, ImageChops

from manuscripts.libreoffice import converted, converter

SHEET_SIZE = (21.0, 29.7)
"""Centimetres; LibreOffice draws 96 dots an inch, so a wide drawing gets 794 of them."""
TWICE = 2.0
"""Drawn no larger than so many times its own size: a formula in a line is no poster."""
PLACEABLE, PACKED = b"\xd7\xcd\xc6\x9a", b"\x1f\x8b"
PLAIN = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
MOST_UNPACKED = 60 * 1024 * 1024
MOST = 40
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.graphics">
<office:body><office:drawing><draw:page><draw:frame svg:x="0cm" svg:y="0cm"
 svg:width="{w}cm" svg:height="{h}cm"><draw:image><office:binary-data>{data}</office:binary-data></draw:image>
</draw:frame></draw:page></office:drawing></office:body></office:document>
"""


def is_drawing(content: bytes) -> bool:
    """By its first letters; names of parts say little."""
    return content[40:44] == b" EMF" or content.startswith((PLACEABLE, *PLAIN, PACKED))


def drawn(contents: dict[str, bytes]) -> dict[str, bytes]:
    """PNGs of drawings, by the same names; what cannot be drawn, or all without LibreOffice, is left out."""
    names = list(contents)[:MOST]
    sheets = (sheet_of(unpacked(contents[name])) for name in names)
    pages = {f"{n}.{kind}": page for n, (kind, page) in enumerate(sheets) if page}
    if not pages or not converter():
        return {}
    made = converted(pages, "png")
    found = {names[int(page.partition(".")[0])]: trimmed(png) for page, png in made.items()}
    return {name: png for name, png in found.items() if png}


def unpacked(content: bytes) -> bytes:
    """An .emz or .wmz is the same, packed by gzip."""
    if not content.startswith(PACKED):
        return content
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, MOST_UNPACKED)
    except zlib.error:
        return b""


def sheet_of(content: bytes) -> tuple[str, bytes]:
    """The ending and the content of the file that LibreOffice is given; no content for no such drawing."""
    size = size_of(content)
    if size is None:
        return "wmf", content if content.startswith(PLAIN) else b""
    scale = min(TWICE, *(most / side for most, side in zip(SHEET_SIZE, size, strict=True)))
    width, height = (f"{side * scale:.3f}" for side in size)
    data = base64.b64encode(content).decode()
    return "fodg", SHEET.format(w=width, h=height, data=data).encode()


def size_of(content: bytes) -> tuple[float, float] | None:
    """Width and height in centimetres, as a drawing says itself; None when it says nothing sane."""
    if content[40:44] == b" EMF":
        left, top, right, bottom = struct.unpack("<4i", content[24:40])
        unit = 1_000
    elif content.startswith(PLACEABLE) and len(content) > 22:
        left, top, right, bottom, inch = struct.unpack("<4hH", content[6:16])
        unit = inch / 2.54
    else:
        return None
    width, height = abs(right - left), abs(bottom - top)
    sane = unit and width and height and 1 / 50 < width / height < 50
    return (width / unit, height / unit) if sane else None


def trimmed(png: bytes) -> bytes:
    """The drawing without the empty paper around it, on white; nothing when the paper is all there is."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    flat = paper.convert("RGB")
    box = ImageChops.difference(flat, Image.new("RGB", flat.size, "white")).getbbox()
    out = io.BytesIO()
    if box:
        flat.crop(box).save(out, "PNG")
    return out.getvalue()
