"""The commands of people: what they say when something is in the way, and that they work."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from portal.security_headers import PUBLIC_POLICY

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"
START_LIMIT = 300
"""Seconds, on a machine that is busy with other tests."""


def _run(*command, **environment):
    return subprocess.run(
        command,
        cwd=ROOT,
        env=_clean_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _clean_environment():
    ours = {"DATA_DIR", "SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def _assert_one_clear_line(result, words):
    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("✗ ")
    assert words in line


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# --- What is in the way --------------------------------------------------------------------------


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = _run("bin/serve", PORT=port, DATA_DIR=str(tmp_path))
    _assert_one_clear_line(result, f"Cổng {port} đang có chương trình khác dùng")


@pytest.mark.parametrize("port", ["8OOO", "0", "70000", "-1", "80 80"])
def test_a_port_that_cannot_be_is_named(tmp_path, port):
    result = _run("bin/serve", PORT=port, DATA_DIR=str(tmp_path))
    _assert_one_clear_line(result, f"PORT={port} không đúng")


def test_a_folder_that_cannot_be_written_is_named():
    result = _run("bin/serve", DATA_DIR="/dev/null/portal")
    _assert_one_clear_line(result, "Không ghi được vào thư mục DATA_DIR=/dev/null/portal")


def test_an_unknown_option_is_refused(tmp_path):
    _assert_one_clear_line(_run("bin/serve", "--nhanh", DATA_DIR=str(tmp_path)), "--dev")


def _fake_python(folder, script):
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def _make_venv(tmp_path, python):
    script = f"source bin/shell/python.sh; make_venv {tmp_path}/venv"
    return _run("bash", "-c", script, PYTHON=python)


def test_a_python_that_is_too_old_is_named(tmp_path):
    old = _fake_python(tmp_path, "exit 1")
    _assert_one_clear_line(_make_venv(tmp_path, old), "3.11 trở lên")


def test_a_python_without_venv_is_told_which_package_to_install(tmp_path):
    bare = _fake_python(tmp_path, 'case "$*" in *ensurepip*) exit 1;; esac')
    _assert_one_clear_line(_make_venv(tmp_path, bare), "apt install python3-venv")


def test_without_network_the_install_ends_with_a_clear_line(tmp_path):
    pip = _fake_python(tmp_path, "echo 'Connection refused' >&2; exit 1")
    (tmp_path / "bin").mkdir()
    Path(pip).rename(tmp_path / "bin/python")
    script = f"source bin/shell/python.sh; pip_install {tmp_path} wagtail"
    _assert_one_clear_line(_run("bash", "-c", script), "kiểm tra kết nối mạng")


def test_a_wrong_variable_ends_a_command_in_one_line(tmp_path):
    result = _run(
        sys.executable, "manage.py", "check", DATA_DIR=str(tmp_path), PUBLIC_URL="xa.tinh.gov.vn"
    )
    _assert_one_clear_line(result, "Ví dụ đúng: PUBLIC_URL=https://xa.tinh.gov.vn")


# --- That it works -------------------------------------------------------------------------------


@contextmanager
def _serving(folder):
    """`bin/serve` until it answers; ended as by Ctrl-C. Yields its address and what it printed."""
    port, log = _free_port(), folder / "serve.log"
    environment = _clean_environment() | {"PORT": str(port), "DATA_DIR": str(folder / "var")}
    with log.open("w") as output:
        process = subprocess.Popen(
            ["bin/serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that Ctrl-C below reaches this family alone
        )
        try:
            _wait_until_it_answers(process, f"http://127.0.0.1:{port}/", log)
            yield f"http://127.0.0.1:{port}", log.read_text()
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=60)


def _wait_until_it_answers(process, address, log):
    for _ in range(START_LIMIT * 4):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=60).close()
        except URLError:
            time.sleep(0.25)
        else:
            return
    pytest.fail(f"không trả lời sau {START_LIMIT} giây: {log.read_text()}")


def _get(address, encoding="identity"):
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers, answer.read()


def _refusal(address):
    with pytest.raises(HTTPError) as refused:
        _get(address)
    with refused.value as answer:
        return answer.code, answer.headers["Content-Security-Policy"], answer.read().decode()


def _counted(folder):
    """How many rows of content there are."""
    code = (
        "import json; from wagtail.models import Page, Revision; from pages.models import *;"
        "from accounts.models import User; "
        "print(json.dumps([m.objects.count() for m in (Page, Revision, PortalImage, User)]))"
    )
    result = _run(
        sys.executable, "manage.py", "shell", "--no-imports", "-c", code, DATA_DIR=f"{folder}/var"
    )
    return json.loads(result.stdout)


@pytest.mark.slow
@pytest.mark.skipif(
    Path(sys.prefix) != ROOT / ".venv",
    reason="bin/serve chạy bằng .venv; bộ kiểm thử này đang chạy bằng môi trường khác",
)
def test_serve_shows_the_article_and_a_second_start_changes_nothing(tmp_path):
    with _serving(tmp_path) as (address, printed):
        html = _get(address + ARTICLE)[1].decode()
        style = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
        headers, _body = _get(address + style, "br")
        refusal = _refusal(f"{address}/tim-kiem/?q={'a' * 10_000}")
    assert "21/11/2023 08:32" in html
    assert "54 lượt xem" in html
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert "changepassword quantri" in printed
    assert refusal[:2] == (414, PUBLIC_POLICY)
    assert "Địa chỉ quá dài" in refusal[2]
    before = _counted(tmp_path)

    with _serving(tmp_path) as (address, printed):
        assert _get(address + ARTICLE)[0]["X-Frame-Options"] == "DENY"
    assert "Tài khoản quản trị" not in printed
    assert _counted(tmp_path) == before
