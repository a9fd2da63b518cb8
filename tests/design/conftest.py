"""The demo commune, and the browsers of years ago."""

import subprocess

import pytest

from tests.browsing import ROOT
from tests.missing import need, need_package
from tests.old_chromium import OldChromium
from tests.site.conftest import demo  # noqa: F401 - a fixture

SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture(params=[68, 92])
def old_chromium(request):
    """Chromium of 2018, then of 2021."""
    program = ROOT / f"tests/node_modules/old/chromium-{request.param}"
    need(program.exists(), "Không có Chromium cũ. Lấy: bin/shell/old-browsers")
    browser = OldChromium(program)
    yield browser
    browser.close()


@pytest.fixture
def old_webkit():
    """The command that opens pages in QtWebKit, about Safari 10."""
    asked = [SYSTEM_PYTHON, "-c", "import PyQt5.QtWebKit"]
    found = subprocess.run(asked, capture_output=True, check=False)
    need_package(found.returncode == 0, "python3-pyqt5.qtwebkit")
    return [SYSTEM_PYTHON, str(ROOT / "tests/old_webkit.py")]
