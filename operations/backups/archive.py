"""The file: a gzip-compressed tar whose last member, `manifest.json`, vouches for all the others.

`rows/<app.model>.jsonl` (one JSON list per row) and `media/<name>`. The manifest holds the SHA-256
and size of every member; a file that was cut short has none, and is refused.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
from contextlib import contextmanager
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
_BLOCK = 1 << 20


class BadArchiveError(Exception):
    """The file cannot be trusted; the message says why, in Vietnamese."""


class Writer:
    """Writes members one after the other; `finish` adds the manifest."""

    def __init__(self, tar):
        self.tar = tar
        self.members = {}

    def add(self, name, file, size):
        """Add `size` bytes from an open file."""
        counted = _Hashing(file)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.tar.addfile(info, counted)
        self.members[name] = {"sha256": counted.digest.hexdigest(), "size": size}

    def finish(self, facts):
        """Write what vouches for the rest."""
        manifest = {"format": FORMAT, **facts, "members": self.members}
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, io.BytesIO(text))


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file):
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(path):
    """A Writer for a new file that appears under its name only when it is whole."""
    path = Path(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def members(path):
    """(name, open file) of every member but the manifest, in order, once."""
    with tarfile.open(path, "r:gz") as tar:
        for info in tar:
            if info.name != MANIFEST:
                yield info.name, tar.extractfile(info)


def verified_manifest(path):
    """The manifest, after every byte of the file was read and found as promised."""
    try:
        found, manifest = _read_through(path)
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise BadArchiveError(
            f"Tệp sao lưu hỏng hoặc thiếu phần cuối, không đọc hết được: {error}"
        ) from error
    if manifest is None:
        raise BadArchiveError(
            "Tệp này không phải bản sao lưu của trang, hoặc đã bị cắt mất phần cuối."
        )
    if manifest.get("format") != FORMAT:
        raise BadArchiveError(
            "Bản sao lưu được làm bằng phiên bản khác của chương trình, không đọc được."
        )
    if found != manifest["members"]:
        wrong = sorted(
            name
            for name in {*found, *manifest["members"]}
            if found.get(name) != manifest["members"].get(name)
        )
        raise BadArchiveError(f"Bản sao lưu đã bị thay đổi hoặc hỏng ở: {', '.join(wrong[:5])}")
    return manifest


def _read_through(path):
    with gzip.open(path) as whole:  # to the very end, where gzip's own checksum stands
        while whole.read(_BLOCK):
            pass
    found, manifest = {}, None
    with tarfile.open(path, "r:gz") as tar:
        for info in tar:
            if not info.isfile() or info.name.startswith("/") or ".." in Path(info.name).parts:
                raise ValueError(f"tên lạ trong tệp: {info.name!r}")
            file = tar.extractfile(info)
            if info.name == MANIFEST:
                manifest = json.loads(file.read())
            else:
                found[info.name] = {"sha256": _digest(file), "size": info.size}
    return found, manifest


def _digest(file):
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
