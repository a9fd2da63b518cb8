"""A process of its own for what was sent in, one at a time and within bounds."""

import os
import signal
import subprocess
import sys

import pytest

from pages import errands
from pages.errands import Errand

ENDLESS = "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"
MADE_FOR_IT = {"PORTAL_ERRAND": "1"}
HUGE = "b'x' * (3 * 1024**3)"


@pytest.fixture
def errand(tmp_path, settings, monkeypatch):
    settings.IMPORTS_IN_BACKGROUND = True
    started = []
    monkeypatch.setattr(
        errands.subprocess, "Popen", lambda command, env, **_: started.append((command, env))
    )
    found = Errand(("import_waiting",), tmp_path, "import")
    return found, started


def test_it_is_begun_once_however_often_it_is_asked_for(errand):
    errand, started = errand
    for _ in range(3):
        errand.begin(lambda: pytest.fail("not in a worker"))
    assert [command[-1] for command, _ in started] == ["import_waiting"]
    assert started[0][1].items() >= MADE_FOR_IT.items()


def test_it_is_begun_anew_when_nobody_came(errand):
    errand, started = errand
    errand.begin(lambda: None)
    os.utime(errand.mark, (0, 0))
    errand.begin(lambda: None)
    assert len(started) == 2


def test_two_are_never_at_it(errand):
    errand, started = errand
    with errand.alone() as first:
        assert first
        with errand.alone() as second:
            assert not second
        errand.begin(lambda: None)
    assert started == []


def _run(code, environment):
    return subprocess.run(
        [sys.executable, "-c", f"from pages import errands; errands.bound_this_process(); errands.allow(1); {code}"],
        env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_an_expression_without_end_takes_its_process_along():
    assert _run(ENDLESS, MADE_FOR_IT).returncode == -signal.SIGXCPU


def test_what_asks_for_too_much_memory_does_not_get_it():
    assert "MemoryError" in _run(HUGE, MADE_FOR_IT).stderr


def test_an_operators_own_process_has_no_bounds():
    assert _run("print('well')", {}).stdout == "well\n"
