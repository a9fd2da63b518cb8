"""Places outside this machine where copies go: a folder (a USB disk, a mount), SFTP, a bucket.

Each knows four things: what is there, put, get, delete. Names are flat but for one `/`.
"""

import contextlib
import re
import shlex
import shutil
import subprocess
import tempfile
import weakref
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

SECONDS = 3600
"""A link that hangs must not hang the job for ever."""
_KEPT_OPEN_SECONDS = 60
"""A hand shake for each of a thousand files would take longer than the files."""
EXAMPLES = "file:///mnt/usb/sao-luu, sftp://ten@may-khac/thu-muc, s3://KHOA:MAT-KHAU@kho/xo"


class PlaceError(OSError):
    """The place cannot be reached or written; the message is for the operator."""


def place(address):
    """The place that an address names; raises PlaceError where it is none."""
    kinds = {"file": Folder, "sftp": Sftp, "s3": Bucket}
    kind = kinds.get(urlsplit(address).scheme)
    if kind is None:
        raise PlaceError(f"Địa chỉ bản sao ngoài máy không đúng. Ví dụ: {EXAMPLES}")
    return kind(address)


class Folder:
    """Another disk. It must be there already: an unplugged USB disk is not a folder to be made."""

    def __init__(self, address):
        self.path = Path(unquote(urlsplit(address).path))
        self.title = str(self.path)
        if not self.path.is_dir():
            raise PlaceError(f"Không thấy thư mục {self.path} (ổ đĩa chưa cắm, chưa gắn?).")

    def names(self):
        """`{name: size}`."""
        found = (path for path in self.path.rglob("*") if path.is_file())
        return {str(path.relative_to(self.path)): path.stat().st_size for path in found}

    def put(self, file, name):
        """Whole or not at all."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.dang-chep")
        shutil.copyfile(file, draft)
        draft.replace(target)

    def get(self, name, file):
        """Into a local file."""
        shutil.copyfile(self.path / name, file)

    def delete(self, name):
        """Gone."""
        (self.path / name).unlink(missing_ok=True)


class Sftp:
    """Another machine, by OpenSSH's own `sftp` with a key: keys and known hosts are ssh's matter."""

    _LINE = re.compile(r"^-\S+\s+\S+\s+\S+\s+\S+\s+(\d+)\s.*\s(\S+)$")

    def __init__(self, address):
        parts = urlsplit(address)
        self.host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
        self.port = parts.port or 22
        self.folder = unquote(parts.path).rstrip("/")
        self.title = f"{parts.hostname}:{self.folder}"
        self._folder_of_door = None

    def names(self):
        """`{name: size}` of the folder and of `media/` in it."""
        found = {}
        self._do([f"-mkdir {_quoted(self.folder)}", f"-mkdir {_quoted(f'{self.folder}/media')}"])
        for below in ("", "media/"):
            said = self._do([f"ls -ln {_quoted(f'{self.folder}/{below}')}"])
            for line in said.splitlines():
                if match := self._LINE.match(line.strip()):
                    found[below + match[2].rpartition("/")[2]] = int(match[1])
        return found

    def put(self, file, name):
        """Whole or not at all: under another name first."""
        draft, target = f"{self.folder}/{name}.dang-chep", f"{self.folder}/{name}"
        self._do([
            f"put {_quoted(file)} {_quoted(draft)}", f"-rm {_quoted(target)}",
            f"rename {_quoted(draft)} {_quoted(target)}",
        ])  # fmt: skip

    def get(self, name, file):
        """Into a local file."""
        self._do([f"get {_quoted(f'{self.folder}/{name}')} {_quoted(file)}"])

    def delete(self, name):
        """Gone."""
        self._do([f"-rm {_quoted(f'{self.folder}/{name}')}"])

    def _do(self, lines):
        """What the server said to these lines; all of a run go over one connection."""
        command = [
            "sftp", "-b", "-", "-P", str(self.port), "-o", "BatchMode=yes", "-o", "ConnectTimeout=20",
            "-o", "ServerAliveInterval=30", "-o", "ControlMaster=auto", "-o", f"ControlPath={self._door()}",
            "-o", f"ControlPersist={_KEPT_OPEN_SECONDS}", *_own_configuration(), self.host,
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - OpenSSH; what is asked stands on its input
                command, input="\n".join(lines) + "\n", capture_output=True, text=True,
                timeout=SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PlaceError(f"Không gọi được sftp tới {self.title}: {error}") from error
        if done.returncode:
            raise PlaceError(f"sftp tới {self.title}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def _door(self):
        """The socket of the open connection, in a folder that nobody else may enter."""
        if self._folder_of_door is None:
            self._folder_of_door = tempfile.mkdtemp(prefix="sftp-")
            weakref.finalize(self, shutil.rmtree, self._folder_of_door, ignore_errors=True)
        return f"{self._folder_of_door}/s"


def _own_configuration():
    """Keys and names of `DATA_DIR/.ssh`, whoever runs this; on a server that is the portal's own home."""
    file = Path(settings.DATA_DIR) / ".ssh" / "config"
    return ["-F", str(file)] if file.exists() else []


class Bucket:
    """A store that speaks S3, through boto3 (requirements/s3.txt)."""

    def __init__(self, address):
        try:
            import boto3
        except ImportError as error:
            raise PlaceError(
                "Bản sao vào kho S3 cần thêm thư viện: pip install --require-hashes -r requirements/s3.txt"
            ) from error
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
        scheme = "http" if query.get("tls") == "false" else "https"
        port = f":{parts.port}" if parts.port else ""
        self.bucket, _, prefix = parts.path.strip("/").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""
        self.title = f"{parts.hostname}/{self.bucket}"
        if not parts.hostname or not self.bucket:
            raise PlaceError(f"Kho S3 cần tên máy và tên xô. Ví dụ: {EXAMPLES}")
        self.client = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{parts.hostname}{port}",
            aws_access_key_id=unquote(parts.username or ""),
            aws_secret_access_key=unquote(parts.password or ""),
            region_name=query.get("region", "us-east-1"),
        )

    def names(self):
        """`{name: size}`."""
        with self._told():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.prefix
            )
            return {
                item["Key"].removeprefix(self.prefix): item["Size"]
                for page in pages
                for item in page.get("Contents", [])
            }

    def put(self, file, name):
        """Whole or not at all, as S3 has it."""
        with self._told():
            self.client.upload_file(str(file), self.bucket, self.prefix + name)

    def get(self, name, file):
        """Into a local file."""
        with self._told():
            self.client.download_file(self.bucket, self.prefix + name, str(file))

    def delete(self, name):
        """Gone."""
        with self._told():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    @contextlib.contextmanager
    def _told(self):
        try:
            yield
        except Exception as error:  # botocore's many kinds
            raise PlaceError(f"Kho {self.title}: {error}") from error


def _quoted(path):
    return shlex.quote(str(path)) if " " not in str(path) else f'"{path}"'


def scratch_file():
    """A file of our own for what is on its way."""
    return tempfile.NamedTemporaryFile(prefix="sao-luu-", delete=True)
