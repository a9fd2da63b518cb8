"""The site's own server without nginx in front: clients that stop half way take nothing from the others."""

import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.patience import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
_CONFIGURATION = f"""
exec(open({str(ROOT / "portal" / "app_server.py")!r}).read())
wsgi_app, workers, preload_app, loglevel, SILENCE_SECONDS = "site_of_the_drill:application", 1, False, "critical", 1
def on_starting(server): pass
def post_worker_init(worker): pass
"""
_SITE = """
def application(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", "4")])
    return [b"song"]
"""
HALF = [
    b"GET / HTTP/1.1\r\nHost: xa.test\r\nX-A",
    b"G",
    b"POST / HTTP/1.1\r\nHost: xa.test\r\nContent-Length: 9\r\n\r\nabc",
]


@pytest.fixture
def port(tmp_path):
    """A port where gunicorn answers with the site's configuration."""
    (tmp_path / "conf.py").write_text(_CONFIGURATION)
    (tmp_path / "site_of_the_drill.py").write_text(_SITE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "conf.py", "--bind", f"127.0.0.1:{port}"],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: _answer(port) == b"song")
        yield port
    finally:
        process.terminate()
        process.wait(40)


def _answer(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            return answer.read()
    except OSError as error:
        return repr(error)


def test_half_sent_requests_do_not_stop_the_next_reader(port):
    half = []
    for number in range(12):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(HALF[number % len(HALF)])
        half.append(client)
    assert _answer(port) == b"song"
    for client in half:
        client.close()
