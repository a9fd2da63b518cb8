"""Files are read by a child that may take only so much; what it answers is plain."""

import io
import os
import pickle
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from pages import apart
from pages.apart import Bounds, Reader, TooMuchError, read_apart
from pages.image_intake import taken_in_apart
from pages.image_kinds import TOO_HEAVY

SMALL = Bounds(seconds=1, memory=512 * 1024**2)


@pytest.fixture(autouse=True)
def _children(settings):
    settings.READS_APART = True


@pytest.fixture
def reader(tmp_path, monkeypatch, settings):
    """A reader of our own, in a folder where only the child looks."""
    (tmp_path / "pages").symlink_to(settings.BASE_DIR / "pages")

    def made(body, **more):
        (tmp_path / "strange.py").write_text(f"def read(*given):\n    {body}\n")
        settings.BASE_DIR = tmp_path
        return Reader("strange.read", SMALL, **more)

    return made


def _picture(kind="JPEG", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


def test_a_picture_comes_back_as_it_would_from_here():
    clean = taken_in_apart(ContentFile(_picture(), name="Hội làng.jpeg"))
    assert clean.name == "Hội làng.jpg"
    with Image.open(clean) as opened:
        assert opened.size == (40, 30)


def test_what_is_wrong_with_a_picture_is_said_in_the_same_words():
    with pytest.raises(ValidationError, match="Không đọc được ảnh này"):
        taken_in_apart(ContentFile(b"GIF89a", name="a.gif"))


def test_an_expression_without_end_costs_its_bound_and_no_more(reader):
    began = time.monotonic()
    with pytest.raises(TooMuchError):
        read_apart(reader("import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"))
    assert time.monotonic() - began < apart.SECONDS_TO_START + SMALL.seconds + 5


@pytest.mark.parametrize(
    "body",
    [
        "return b'x' * 1024**3",
        "import os; os.abort()",
        "import ctypes; ctypes.string_at(1)",
        "import os; os._exit(0)",
        "raise KeyError('chưa ai nghĩ tới')",
        "return lambda: 1",
    ],
)
def test_a_child_that_falls_is_a_file_that_is_not_read(reader, body):
    with pytest.raises(TooMuchError):
        read_apart(reader(body))


def test_a_file_that_takes_its_child_along_is_refused_with_advice(monkeypatch):
    def falls(*_):
        raise TooMuchError

    monkeypatch.setattr("pages.image_intake.read_apart", falls)
    with pytest.raises(ValidationError) as refused:
        taken_in_apart(ContentFile(_picture(), name="a.jpg"))
    assert refused.value.messages == [TOO_HEAVY]


def test_what_a_library_prints_is_no_part_of_the_answer(reader):
    assert read_apart(reader("print('x' * 9000); return given"), 1, "hai") == (1, "hai")


def test_the_child_of_a_picture_has_no_secret_in_its_environment(reader, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "khoá")
    assert "SECRET_KEY" not in read_apart(reader("import os; return dict(os.environ)"))


class _Hostile:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("rooms", [(), ("procedures.",), ("posix",)])
def test_an_answer_that_would_run_something_is_none(monkeypatch, rooms):
    told = pickle.dumps((True, _Hostile()))
    done = apart.subprocess.CompletedProcess([], 0, told, b"")
    monkeypatch.setattr(apart.subprocess, "run", lambda *_, **__: done)
    with pytest.raises(TooMuchError):
        read_apart(Reader("pages.image_intake.drawn_anew", SMALL, rooms))
