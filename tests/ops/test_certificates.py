"""A certificate that certbot has renewed is what readers are served, without anybody's hand."""

import os
import ssl
import subprocess

from tests.ops.stack import HOST, ROOT
from tests.patience import until


def _pair(folder, name="privkey.pem"):
    """What certbot leaves in the folder of a certificate."""
    folder.mkdir(exist_ok=True)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90", "-subj", f"/CN={HOST}",
         "-keyout", folder / name, "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "fullchain.pem").read_text()


def _renewed(stack, folder):
    environment = {
        "RENEWED_LINEAGE": str(folder), "CERTIFICATE_FOLDER": str(stack.folder),
        "RELOAD": f"kill -HUP {stack.processes['nginx'].pid}",
    }  # fmt: skip
    return subprocess.run(
        [ROOT / "operations" / "server" / "certificate-hook"], env=os.environ | environment, capture_output=True, text=True, check=False
    )  # fmt: skip


def _served(stack):
    return ssl.get_server_certificate(("127.0.0.1", stack.ports["https"]))


def test_nginx_serves_a_renewed_certificate_at_once_and_hides_its_key(stack, tmp_path):
    new = _pair(tmp_path)
    done = _renewed(stack, tmp_path)
    assert done.returncode == 0, done.stderr
    until(lambda: _served(stack).split() == new.split())
    assert (stack.folder / "certificate-key.pem").stat().st_mode & 0o777 == 0o600


def test_a_certificate_with_another_key_changes_nothing(stack, tmp_path):
    before = (stack.folder / "certificate.pem").read_text()
    _pair(tmp_path, "other.pem")
    os.replace(tmp_path / "other.pem", tmp_path / "privkey.pem")
    _pair(tmp_path, "newer.pem")
    done = _renewed(stack, tmp_path)
    assert done.returncode == 1
    assert "không hợp nhau" in done.stderr
    assert (stack.folder / "certificate.pem").read_text() == before
    until(lambda: _served(stack).split() == before.split())  # the workers of the last one have gone
    assert stack.curl("/")[0] == 200
