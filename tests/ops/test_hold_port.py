"""A new release starts beside the old one: nobody who asks meanwhile is refused."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from tests.patience import until

ROOT = Path(__file__).resolve().parents[2]
_CONFIGURATION = """
import os
wsgi_app = "site_of_the_drill:application"
workers = 1
worker_class = "gthread"
graceful_timeout = 5
control_socket_disable = True
loglevel = "critical"
def post_worker_init(worker):
    os.write(int(os.environ["READY_FD"]), b".")
"""
_SITE = """
import os, pathlib, time
text = pathlib.Path("release").read_text()
if text == "broken":
    raise RuntimeError("does not start")
def application(environ, start_response):
    time.sleep(0.01)
    start_response("200 OK", [("Content-Length", str(len(text)))])
    return [text.encode()]
"""


@pytest.fixture
def holder(tmp_path):
    """hold_port.py on a free port, and how to change the release that it starts next."""
    (tmp_path / "conf.py").write_text(_CONFIGURATION)
    (tmp_path / "site_of_the_drill.py").write_text(_SITE)
    (tmp_path / "release").write_text("1")
    script = tmp_path / "start"
    script.write_text(
        f'#!/bin/sh\ncd "{tmp_path}"\nexec "{sys.executable}" -m gunicorn --config conf.py\n'
    )
    script.chmod(0o755)
    port = _free_port()
    process = subprocess.Popen(
        [
            sys.executable,
            ROOT / "operations" / "server" / "hold_port.py",
            "127.0.0.1",
            str(port),
            script,
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _answer(port) == "1")
        yield tmp_path, port, process
    finally:
        process.terminate()
        assert process.wait(40) == 0


def _free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _answer(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return answer.read().decode()
    except OSError as error:
        return repr(error)


class _Readers:
    """Ask without a pause, each request over a connection of its own."""

    def __init__(self, port):
        self.port, self.answers, self.stopped = port, [], threading.Event()
        self.threads = [threading.Thread(target=self._read) for _ in range(4)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _read(self):
        while not self.stopped.is_set():
            self.answers.append(_answer(self.port))


def test_three_upgrades_under_load_refuse_nobody(holder):
    folder, port, process = holder
    with _Readers(port) as readers:
        for release in ("2", "3", "4"):
            (folder / "release").write_text(release)
            process.send_signal(signal.SIGHUP)
            until(lambda release=release: readers.answers[-1:] == [release])
    assert set(readers.answers) == {"1", "2", "3", "4"}
    print(f"\nba lần nâng cấp: {len(readers.answers)} yêu cầu, 0 bị từ chối")  # noqa: T201


def test_a_release_that_does_not_start_leaves_the_old_one_where_it_is(holder):
    folder, port, process = holder
    (folder / "release").write_text("broken")
    with _Readers(port) as readers:
        process.send_signal(signal.SIGHUP)
        until(lambda: len(readers.answers) > 100)
    assert set(readers.answers) == {"1"}
    (folder / "release").write_text("2")
    process.send_signal(signal.SIGHUP)
    until(lambda: _answer(port) == "2")


def test_a_site_that_dies_is_started_again_and_who_asks_meanwhile_waits(holder):
    _, port, process = holder
    (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    assert _answer(port) == "1"
