"""Drawings in EMF and WMF become pictures where LibreOffice is installed, and are named as missing elsewhere."""

import gzip
import io
import struct

import pytest
from PIL import Image

from manuscripts.libreoffice import converter
from manuscripts.word import vector_pictures
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.bare import bare, p, picture
from tests.manuscripts.word.reading import read


def emf(width=5_000, height=2_500):
    """A black box on a sheet of hundredths of a millimetre."""
    brush = struct.pack("<IIIIII", 39, 24, 1, 0, 0, 0)
    select = struct.pack("<III", 37, 12, 1)
    box = struct.pack("<IIiiii", 43, 24, 20, 20, 160, 80)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    body = brush + select + box + end
    header = struct.pack("<II4i4i", 1, 108, 0, 0, 189, 94, 0, 0, width, height)
    header += b" EMF" + struct.pack(
        "<IIIHHIIIiiiiIIIii",
        0x10000,
        108 + len(body),
        5,
        2,
        0,
        0,
        0,
        0,
        1024,
        768,
        270,
        203,
        0,
        0,
        0,
        270_000,
        203_000,
    )
    return header + body


def file_with(content, ending="emf"):
    name = f"media/hinh.{ending}"
    return bare(
        p(picture("i1")), parts={f"word/{name}": content}, relations=[("i1", "image", name, False)]
    )


@pytest.mark.skipif(not converter(), reason="LibreOffice is not installed")
def test_a_drawing_becomes_a_picture_of_its_own_shape():
    drawn = vector_pictures.drawn(
        {"a.emf": emf(), "b.emz": gzip.compress(emf()), "c.emf": b"no such thing"}
    )
    assert set(drawn) == {"a.emf", "b.emz"}
    with Image.open(io.BytesIO(drawn["a.emf"])) as shown:
        width, height = shown.size
        assert 200 < width < 420
        assert 1.5 < width / height < 2.6
        assert shown.convert("L").getpixel((width // 2, height // 2)) < 40


def test_a_drawing_that_was_drawn_is_in_the_article_and_nothing_is_said(monkeypatch):
    monkeypatch.setattr(
        "manuscripts.word.pictures.drawn", lambda found: dict.fromkeys(found, made.picture())
    )
    article = read(file_with(emf()))
    assert [article.pictures.has(figure.src) for figure in article.manuscript.figures] == [True]
    assert article.missing == []
    assert article.dropped == []


@pytest.mark.parametrize("ending", ["emf", "wmf", "png"])
def test_a_drawing_that_nobody_could_draw_is_named_at_its_place(monkeypatch, ending):
    monkeypatch.setattr("manuscripts.word.vector_pictures.converter", lambda: "")
    article = read(file_with(emf(), ending))
    assert [(one.kind, one.place) for one in article.missing] == [("picture", "đoạn 3")]
    assert "EMF/WMF" in article.dropped[0]
