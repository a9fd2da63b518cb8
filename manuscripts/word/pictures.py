"""The pictures inside a Word file: which can be shown, and as what they are kept."""

import io
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

from manuscripts.elements import Picture
from manuscripts.word import refusals
from manuscripts.word.framing import Frame
from manuscripts.word.losses import Losses
from manuscripts.word.package import WordPackage
from manuscripts.word.refusals import WordRefusedError
from manuscripts.word.vector_pictures import drawn, is_drawing
from pages.image_intake import bounded, in_eight_bits
from pages.image_kinds import check_pixels

MOST_PICTURES = 40
"""Storing one, with all its sizes, takes about a second of a small machine."""
SMALLEST = 40
WHOLE = Frame()
AS_THEY_ARE = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
VECTOR = {"EMF", "WMF"}
VECTOR_NAMES = (".emf", ".wmf", ".emz", ".wmz", ".svg")
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError)
Keep = Callable[[bytes, str, str], int]


class UndisplayableError(Exception):
    """A picture that no browser would show; `kind` is the loss to count."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


@dataclass
class WordPicture:
    """One place in the text where a picture stood."""

    src: str
    part: str = ""
    loss: str = ""
    frame: Frame = WHOLE


class WordPictures:
    """The pictures of one file in reading order, each known by the `src` given to it."""

    def __init__(self, package: WordPackage, losses: Losses):
        self._package = package
        self._losses = losses
        self._places: dict[str, WordPicture] = {}
        self._drawn: dict[str, bytes] = {}
        self.framed: dict[str, tuple[str, Frame]] = {}
        """The part and the frame of each picture by the name that conversion gives it."""

    def add(self, name: str) -> str:
        """Note a picture; its src, or nothing for a mere ornament."""
        part, frame = self.framed.get(name, (name, WHOLE))
        place = self._noted(part, self._loss_of(part), frame)
        return "" if place.loss == "tiny_pictures" else place.src

    def linked(self) -> str:
        """Note a picture that is not in the file; nothing is fetched."""
        return self._noted("", "linked_pictures").src

    def has(self, src: str) -> bool:
        """Whether the picture will be in the article."""
        return src in self._places and not self._places[src].loss

    def shown_in(self, figures: list[Picture]) -> Counter:
        """How often each part of the file is among the pictures that will be shown."""
        places = (self._places.get(figure.src) for figure in figures)
        return Counter(place.part for place in places if place and not place.loss)

    def check_count(self) -> None:
        """Refuse a whole album."""
        count = sum(not place.loss for place in self._places.values())
        if count > MOST_PICTURES:
            message = refusals.TOO_MANY_PICTURES.format(count=count, limit=MOST_PICTURES)
            raise WordRefusedError(message)

    def finder(self, keep: Keep, title: str, warnings: list[str]) -> Callable[[str], int | None]:
        """What stores each picture once when the body is built; warns where it may not be."""
        kept: dict[tuple[str, Frame], int | None] = {}

        def image_for(src: str) -> int | None:
            place = self._places.get(src)
            if place is None or place.loss:
                return None
            key = (place.part, place.frame)
            if key not in kept:
                kept[key] = self._kept(place, keep, title, warnings)
            return kept[key]

        return image_for

    def _kept(self, place: WordPicture, keep: Keep, title: str, warnings: list[str]) -> int | None:
        try:
            content, ending = prepared(self._content(place.part), place.frame)
            return keep(content, f"{place.src}.{ending}", title)
        except ValidationError as error:
            warnings.append(f"Bỏ {place.src.replace('-', ' ')}: {' '.join(error.messages)}")
        except UndisplayableError:
            warnings.append(f"Bỏ {place.src.replace('-', ' ')}: không đọc được.")
        return None

    def _noted(self, part: str, loss: str, frame: Frame = WHOLE) -> WordPicture:
        place = WordPicture(f"ảnh-{len(self._places) + 1}", part, loss, frame)
        self._places[place.src] = place
        self._losses[loss] += bool(loss)
        return place

    def _loss_of(self, part: str) -> str:
        try:
            opened(self._content(part))
        except UndisplayableError as error:
            return error.kind
        except (KeyError, WordRefusedError):
            return "broken_pictures"
        return ""

    def _content(self, part: str) -> bytes:
        """The picture in a form that browsers show; UndisplayableError for a drawing that nobody here can draw."""
        content = self._package.picture(part)
        if not is_drawing(content):
            if part.lower().endswith(VECTOR_NAMES):
                raise UndisplayableError("vector_pictures")
            return content
        if part not in self._drawn:
            self._draw(part)
        if not self._drawn[part]:
            raise UndisplayableError("vector_pictures")
        return self._drawn[part]

    def _draw(self, part: str) -> None:
        """A drawing and all others of its file at once: starting LibreOffice takes seconds."""
        named = {name for name, _ in self.framed.values() if name.lower().endswith(VECTOR_NAMES)}
        contents = {part: self._package.picture(part)}
        for name in sorted(named - {part}):
            with suppress(KeyError, WordRefusedError):
                contents[name] = self._package.picture(name)
        made = drawn(contents)
        self._drawn |= {name: made.get(name, b"") for name in contents}


def opened(content: bytes) -> Image.Image:
    """A picture whose header is sound and whose size is sane; its pixels are not read yet."""
    try:
        picture = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        raise UndisplayableError("huge_pictures") from error
    except UNREADABLE as error:
        raise UndisplayableError("broken_pictures") from error
    if picture.format in VECTOR:
        raise UndisplayableError("vector_pictures")
    try:
        check_pixels(picture)
    except ValidationError as error:
        raise UndisplayableError("huge_pictures") from error
    if min(picture.size) < SMALLEST:
        raise UndisplayableError("tiny_pictures")
    return picture


def prepared(content: bytes, frame: Frame = WHOLE) -> tuple[bytes, str]:
    """Content and ending of a picture as the site takes it; drawn anew only if need be."""
    picture = opened(content)
    ending = AS_THEY_ARE.get(picture.format or "")
    if frame == WHOLE and ending and len(content) <= settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        return content, ending
    try:
        return converted(picture, frame)
    except UNREADABLE as error:
        raise UndisplayableError("broken_pictures") from error


def converted(picture: Image.Image, frame: Frame = WHOLE) -> tuple[bytes, str]:
    """A JPEG no larger than any screen shows it, or a PNG where something shines through."""
    see_through = picture.has_transparency_data
    picture = frame.shown(in_eight_bits(ImageOps.exif_transpose(picture)))
    picture = bounded(picture)
    file = io.BytesIO()
    if see_through or picture.mode == "RGBA":
        picture.convert("RGBA").save(file, "PNG", optimize=True)
        return file.getvalue(), "png"
    picture.convert("RGB").save(file, "JPEG", quality=88)
    return file.getvalue(), "jpg"
