"""Independent judges of the HTML."""

import json
import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

_JAR = Path(__file__).resolve().parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture(scope="session")
def html_errors(tmp_path_factory):
    """`html_errors({"home": html, …})`: what the Nu HTML checker calls an error, one line each.

    Java takes seconds to start: give it all pages of a test at once.
    """
    if not _JAR.exists() or not which("java"):
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("Không có bộ kiểm HTML (Java và npm ci); bin/test cài cả hai.")

    def check(pages):
        folder = tmp_path_factory.mktemp("html")
        for name, html in pages.items():
            (folder / f"{name}.html").write_text(html, encoding="utf-8")
        command = ["java", "-jar", _JAR, "--errors-only", "--format", "json", folder]
        report = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        return [_line(message) for message in json.loads(report)["messages"]]

    return check


def _line(message):
    name = Path(message.get("url", "?")).stem
    extract = " ".join(message.get("extract", "").split())
    return f"{name}:{message.get('lastLine', '?')}: {message['message']} … {extract}"
