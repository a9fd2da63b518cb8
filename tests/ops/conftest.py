"""One real server for all tests here; they need no database of pytest's."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.ops.stack import Stack, missing_programs


@pytest.fixture(scope="session")
def stack():
    """The server of ops/, running."""
    missing = missing_programs()
    if missing:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(
            f"Máy này thiếu {', '.join(missing)}. Cài: apt install postgresql redis-server nginx openssl curl"
        )
    # Not pytest's own folder: PostgreSQL runs as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="portal-may-chu-"))
    server = Stack(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """These tests run beside Django, not inside it."""
