"""Whatever nginx this machine has, the drills can start it: nothing is left to how it was packaged."""

import re
import subprocess

import pytest

from tests.missing import need
from tests.ops import nginx

SITE = "server { listen 127.0.0.1:1; }"


@pytest.fixture(autouse=True)
def _nginx():
    need(nginx.program(), "Máy này thiếu nginx. Cài: apt install nginx")


def _configured(folder, site=SITE):
    (folder / "logs").mkdir()
    path = folder / "nginx.conf"
    path.write_text(nginx.configuration(folder, site))
    return path


def test_the_configuration_is_good_in_a_folder_that_holds_nothing_else(tmp_path):
    command = nginx.command(tmp_path, _configured(tmp_path))
    done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_is_looked_for_below_the_prefix_or_taken_from_the_machines_own_sites(tmp_path):
    text = _configured(tmp_path, f"{SITE}\n# brotli_static on;").read_text()
    named = re.findall(
        r"^\s*(?:load_module|include|pid|error_log|\w+_temp_path) ([^ ;]+)", text, re.M
    )
    assert len(named) >= 8
    assert [path for path in named if not path.startswith("/")] == []
    assert not re.search(r"modules-enabled|sites-enabled|conf\.d", text)


def test_nginx_is_found_by_a_user_whose_path_ends_before_sbin(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert nginx.program()


def test_a_machine_without_ipv6_is_known(monkeypatch):
    def no_such_address(*_, **__):
        raise OSError(99, "Cannot assign requested address")

    monkeypatch.setattr(nginx.socket, "create_server", no_such_address)
    assert not nginx.has_ipv6()
