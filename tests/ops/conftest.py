"""One real server for all tests here; they need no database of pytest's."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.missing import need
from tests.ops.stack import DISK_MEGABYTES, Stack, missing_programs


@pytest.fixture(scope="session")
def stack():
    """The server of operations/server/, running."""
    missing = missing_programs()
    packages = "postgresql redis-server nginx openssl curl"
    need(not missing, f"Máy này thiếu {', '.join(missing)}. Cài: apt install {packages}")
    # Not pytest's own folder: PostgreSQL runs as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="portal-may-chu-"))
    server = Stack(folder, has_own_disk=_mount(folder))
    try:
        server.start()
        yield server
    finally:
        server.stop()
        if server.has_own_disk:
            subprocess.run(["umount", "--lazy", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def _mount(folder):
    """A disk of its own in memory, where that is allowed: a drill fills it."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tmpfs", folder]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """These tests run beside Django, not inside it."""
