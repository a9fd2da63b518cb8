"""The same picture in the same shape is drawn once a process: tests store it hundreds of times.

Each picture has thirteen sizes, and encoding them takes longer than most tests. What is stored is what
the site's own `pages.drawing` made; tests of the drawing itself ask for `drawn_afresh`.
"""

import hashlib
from io import BytesIO

import pytest

from pages import image_sizes
from pages.drawing import Drawing, encoded

_drawn = {}
"""`{(picture, focal point, shape, format): (content, suffix, size)}`."""


@pytest.fixture(scope="session", autouse=True)
def _drawn_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image_sizes, "Drawing", _Remembered)
        patch.setattr(image_sizes, "encoded", _encoded)
        yield


@pytest.fixture
def drawn_afresh(monkeypatch):
    """Nothing is remembered in this test."""
    monkeypatch.setattr(image_sizes, "Drawing", Drawing)
    monkeypatch.setattr(image_sizes, "encoded", encoded)


class _Remembered:
    """Stands in for Drawing, and decodes the picture only for what is not known yet."""

    def __init__(self, file):
        file.seek(0)
        self.content = file.read()
        self.digest = hashlib.blake2b(self.content).digest()
        self.drawing = None

    def shaped(self, image, shape):
        return _Shape(self, image, shape)

    def pixels(self, image, shape):
        """The real thing."""
        if self.drawing is None:
            self.drawing = Drawing(BytesIO(self.content))
        return self.drawing.shaped(image, shape)


class _Shape:
    """A shape of a picture; its `size` is known once it is encoded."""

    size = None

    def __init__(self, picture, image, shape):
        self.picture, self.image, self.shape = picture, image, shape

    @property
    def key(self):
        focus = self.image.get_focal_point()
        return (self.picture.digest, focus and focus.as_tuple(), self.shape)


def _encoded(shape, image_format):
    key = (*shape.key, image_format)
    if key not in _drawn:
        pixels = shape.picture.pixels(shape.image, shape.shape)
        _drawn[key] = (*encoded(pixels, image_format), pixels.size)
    content, suffix, shape.size = _drawn[key]
    return content, suffix
