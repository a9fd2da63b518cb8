"""Places outside the machine: a folder, another machine by SFTP and a bucket do the same four things."""

import getpass
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from operations.backups import places
from tests.missing import need_package
from tests.patience import until

NAMES = ["sao-luu-20261124-023000.tar.gz.age", "media/0a1b.age", "media/ffff.age"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """OpenSSH's own server on loopback, with a key; (port, its folder, its log)."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    if os.geteuid():
        pytest.skip("OpenSSH's server lets only root give somebody a session")
    need_package(program, "openssh-server")
    folder = tmp_path_factory.mktemp("sshd")
    Path("/run/sshd").mkdir(exist_ok=True)
    for name in ("host", "client"):
        subprocess.run(["ssh-keygen", "-qt", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "conf").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nStrictModes no\n"
        f"AuthorizedKeysFile {folder}/client.pub\nPasswordAuthentication no\nLogLevel VERBOSE\n"
        "PermitRootLogin yes\nUsePAM no\nSubsystem sftp internal-sftp\n"
    )
    (folder / "log").touch()
    process = subprocess.Popen([program, "-D", "-f", folder / "conf", "-E", folder / "log"])
    try:
        until(lambda: "listening" in (folder / "log").read_text())
        yield port, folder
    finally:
        process.terminate()
        process.wait()


def _know(folder, port, data, host_key):
    (data / ".ssh").mkdir(parents=True)
    (data / ".ssh" / "known").write_text(f"[127.0.0.1]:{port} {host_key}\n")
    (data / ".ssh" / "config").write_text(
        f"IdentityFile {folder}/client\nIdentitiesOnly yes\nUserKnownHostsFile {data}/.ssh/known\n"
        "GlobalKnownHostsFile /dev/null\n"
    )


@pytest.fixture
def sftp(server, tmp_path, settings):
    """(address, how many connections the server has accepted)."""
    port, folder = server
    settings.DATA_DIR = tmp_path / "data"
    _know(folder, port, settings.DATA_DIR, (folder / "host.pub").read_text().strip())
    begun = _connections(folder)
    return (
        f"sftp://{getpass.getuser()}@127.0.0.1:{port}{tmp_path}/ban%20sao%20xã",
        lambda: _connections(folder) - begun,
    )


def _connections(folder):
    return (folder / "log").read_text().count("Accepted publickey")


@pytest.fixture
def bucket(monkeypatch):
    """The address of a bucket on a server of S3's kind."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1",
        aws_access_key_id="khoa", aws_secret_access_key="mat/khau",
    )  # fmt: skip
    client.create_bucket(Bucket="kho")
    yield f"s3://khoa:mat%2Fkhau@{host}:{port}/kho/xa?tls=false"
    server.stop()


@pytest.fixture(params=["folder", "sftp", "bucket"])
def place(request, tmp_path):
    """Each kind in turn, empty."""
    if request.param == "folder":
        (tmp_path / "usb").mkdir()
        return places.place(f"file://{tmp_path}/usb")
    address = request.getfixturevalue(request.param)
    return places.place(address[0] if request.param == "sftp" else address)


def test_what_was_put_is_there_comes_back_and_goes(place, tmp_path):
    file, back = tmp_path / "tệp có dấu cách", tmp_path / "về"
    assert place.names() == {}
    for number, name in enumerate(NAMES):
        file.write_bytes(b"x" * number)
        place.put(file, name)
    assert place.names() == {name: number for number, name in enumerate(NAMES)}
    file.write_bytes(b"again")
    place.put(file, NAMES[0])
    place.get(NAMES[0], back)
    assert back.read_bytes() == b"again"
    place.delete(NAMES[1])
    place.delete(NAMES[1])
    assert place.names() == {NAMES[0]: 5, NAMES[2]: 2}
    with pytest.raises((places.PlaceError, OSError)):
        place.get(NAMES[1], back)


def test_many_files_go_over_one_connection(sftp, tmp_path):
    address, connections = sftp
    place = places.place(address)
    (tmp_path / "tệp").write_bytes(b"x")
    place.names()
    for number in range(25):
        place.put(tmp_path / "tệp", f"media/{number:04x}.age")
    assert len(place.names()) == 25
    assert connections() == 1


def test_a_machine_with_another_key_than_before_is_given_nothing(sftp, settings, server, tmp_path):
    port, folder = server
    shutil.rmtree(settings.DATA_DIR)
    _know(folder, port, settings.DATA_DIR, (folder / "client.pub").read_text().strip())
    with pytest.raises(places.PlaceError, match="Host key verification failed"):
        places.place(sftp[0]).names()


def test_a_machine_that_is_away_is_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    need_package(shutil.which("sftp"), "openssh-client")
    with pytest.raises(places.PlaceError, match=re.escape("sftp tới 127.0.0.1:/x")):
        places.place("sftp://ai@127.0.0.1:9/x").names()


@pytest.mark.parametrize("address", ["ftp://may/x", "/mnt/usb", "", "s3:", "file:///khong/co"])
def test_what_is_no_place_is_refused_in_words(address):
    with pytest.raises(places.PlaceError, match=r"Ví dụ: file://|Không thấy thư mục|Kho S3"):
        places.place(address)
