"""The lists of `bin/types`: strict rooms are there, what is not yet checked is there and only shrinks."""

from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_NOT_YET = 13
"""Names that the list may hold: lower it when one has left, never raise it."""


@pytest.fixture(scope="module")
def types():
    loader = SourceFileLoader("bin_types", str(ROOT / "bin/types"))
    module = ModuleType(loader.name)
    module.__file__ = str(ROOT / "bin/types")
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def settings():
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_list_of_what_is_not_yet_checked_only_shrinks(types, settings):
    listed = types.not_yet_checked(settings)
    assert listed == sorted(set(listed))
    assert len(listed) <= MOST_NOT_YET


def test_every_listed_module_is_there(types, settings):
    for table in types.overrides(settings):
        for name in table["module"]:
            path = ROOT / name.removesuffix(".*").replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").is_file() or name.startswith("*."), name


def test_an_error_counts_where_the_list_does_not_name_its_module(types):
    lines = [
        'rooms/one.py:3: error: Name "x" is not defined  [name-defined]',
        "rooms/one.py:3: note: a note is no error",
        "later/__init__.py:1:9: error: no  [misc]",
        "later/deep/two.py:1: error: no  [misc]",
    ]
    assert types.verdict(lines, ["later.*"]) == [lines[0]]
    assert types.errors_by_room(lines) == {"rooms": 1, "later": 2}


@pytest.mark.parametrize("name", ["rooms.clean", "rooms.gone", "later.*", "room.*"])
def test_a_name_without_errors_must_leave_the_list(types, name):
    lines = ["rooms/one.py:3: error: no  [misc]"]
    told = types.verdict(lines, ["rooms.one", name])
    assert len(told) == 1
    assert told[0].startswith(f"{name}: ")


def test_no_error_is_silenced_without_a_reason():
    rooms = [init.parent for init in ROOT.glob("*/__init__.py") if init.parent.name != "tests"]
    for path in (path for room in rooms for path in room.rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            _, mark, rest = line.partition("# type: ignore")
            assert not mark or rest.partition("]  # ")[2], (path, line)
