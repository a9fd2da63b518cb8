"""How Word shows a picture: what its frame cuts off, how it is turned and mirrored.

What was cut off, perhaps the half of an identity card, must be in no file that the site keeps.
"""

import re
from dataclasses import dataclass

from PIL import Image, ImageOps

from manuscripts.word.markup import Element, child, every, inside, q
from manuscripts.word.package import WordPackage

WHOLE = 100_000
"""`srcRect` counts in thousandths of a percent (ECMA-376 Part 1, 20.1.8.55)."""
SIXTY_THOUSANDTHS = 60_000
VML_PART = 65_536
SMALLEST_LEFT = 0.01
ROTATION = re.compile(r"rotation:\s*(-?[0-9.]+)(fd)?")


@dataclass(frozen=True)
class Frame:
    """Shares cut off at each side, degrees turned clockwise, mirrored or not."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    turn: float = 0
    mirrored: bool = False
    upended: bool = False

    def shown(self, picture: Image.Image) -> Image.Image:
        """The picture as it stands in the document."""
        if self == Frame():
            return picture
        width, height = picture.size
        box = (
            round(self.left * width),
            round(self.top * height),
            round((1 - self.right) * width),
            round((1 - self.bottom) * height),
        )
        picture = picture.crop(box)
        picture = ImageOps.mirror(picture) if self.mirrored else picture
        picture = ImageOps.flip(picture) if self.upended else picture
        return turned(picture, self.turn)


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned clockwise; quarter turns lose nothing, others get white corners."""
    quarters, rest = divmod(round(degrees) % 360, 90)
    if not rest:
        ways = [
            None,
            Image.Transpose.ROTATE_270,
            Image.Transpose.ROTATE_180,
            Image.Transpose.ROTATE_90,
        ]
        return picture.transpose(ways[quarters]) if quarters else picture
    plain = picture if picture.mode in {"RGB", "RGBA", "L"} else picture.convert("RGBA")
    white = {"RGB": (255, 255, 255), "RGBA": (255, 255, 255, 0), "L": 255}[plain.mode]
    return plain.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=white)


def name_pictures(root: Element, package: WordPackage, part: str, framed: dict) -> None:
    """Give every picture of a part a name of its own; `framed` maps it to (part, frame)."""
    relations = package.relations(part)
    for blip in every(root, "a:blip", "v:imagedata"):
        for attribute in map(q, ("r:embed", "r:id")):
            relation = relations.get(blip.get(attribute, ""))
            if relation is None or relation.external or relation.target not in package.names:
                continue
            name = f"portal/{len(framed) + 1}.png"
            framed[name] = (relation.target, frame_of(blip))
            blip.set(attribute, package.add_relation(part, "image", f"/{name}"))


def frame_of(blip: Element) -> Frame:
    """The frame around a drawing's or an old drawing's picture."""
    try:
        frame = vml_frame(blip) if blip.tag == q("v:imagedata") else drawn_frame(blip)
    except ValueError:
        return Frame()
    too_small = min(1 - frame.left - frame.right, 1 - frame.top - frame.bottom) < SMALLEST_LEFT
    return Frame() if too_small else frame


def drawn_frame(blip: Element) -> Frame:
    """Crop and turn of a DrawingML picture."""
    crop = child(blip.getparent(), "a:srcRect")
    sides = [] if crop is None else [share_of(crop.get(side, "0")) for side in "ltrb"]
    picture = inside(blip, "pic:pic")
    place = child(picture, "pic:spPr", "a:xfrm")
    if place is None:
        return Frame(*sides)
    turn = float(place.get("rot", "0")) / SIXTY_THOUSANDTHS
    on = {"1", "true"}
    return Frame(*(sides or (0, 0, 0, 0)), turn, place.get("flipH") in on, place.get("flipV") in on)


def share_of(written: str) -> float:
    """`50000` or `50%` as 0.5; a frame wider than the picture cuts nothing."""
    share = float(written[:-1]) / 100 if written.endswith("%") else float(written) / WHOLE
    return max(share, 0.0)


def vml_frame(blip: Element) -> Frame:
    """Crop and turn of a picture in Word's old markup."""
    sides = [vml_share(blip.get(f"crop{side}", "0")) for side in ("left", "top", "right", "bottom")]
    shape = blip.getparent()
    style = shape.get("style", "") if shape is not None else ""
    turn = ROTATION.search(style)
    degrees = float(turn[1]) / (VML_PART if turn[2] else 1) if turn else 0
    flip = re.search(r"flip:\s*+([xy][xy ]*)", style)
    ways = flip[1] if flip else ""
    return Frame(*sides, degrees, "x" in ways, "y" in ways)


def vml_share(written: str) -> float:
    """`32768f` or `0.5` as 0.5."""
    share = float(written[:-1]) / VML_PART if written.endswith("f") else float(written)
    return max(share, 0.0)
