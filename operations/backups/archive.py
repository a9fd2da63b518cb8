"""The file: a tar, compressed and encrypted, whose last member, `manifest.json`, vouches for the others.

`rows/<app.model>.jsonl` (one JSON list per row) and, in a backup that stands alone, `media/<name>`. The
manifest holds the SHA-256 and size of every member and is sealed with the key: a file that was cut
short has none and is refused, one that was changed has a wrong one.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from operations.backups import keys, sealed

FORMAT = 2
MANIFEST = "manifest.json"
_BLOCK = 1 << 20
_WHOLE = "Bản sao lưu đã bị thay đổi hoặc hỏng"


class BadArchiveError(Exception):
    """The file cannot be trusted; the message says why, in Vietnamese."""


class Writer:
    """Writes members one after the other; `finish` adds the manifest."""

    def __init__(self, tar, key):
        self.tar = tar
        self.key = key
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
        manifest["seal"] = self.key.seal(_sealed_text(manifest))
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        self.tar.addfile(info, io.BytesIO(text))


class _Hashing:
    """A file that notes the digest of what is read from it."""

    def __init__(self, file):
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def writing(path, key=None):
    """A Writer for a new file that appears under its name only when it is whole."""
    path, key = Path(path), key or keys.own()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with (
                sealed.closing(file, key) as stream,
                gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                yield Writer(tar, key)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _unpacked(path, key):
    """The file's plain tar as a stream."""
    with _plain(path, key) as stream, gzip.GzipFile(fileobj=stream) as unpacked:
        yield unpacked


def _plain(path, key):
    return sealed.opening(path, key or keys.own()) if sealed.is_closed(path) else open(path, "rb")


def members(path, key=None):
    """(name, open file) of every member but the manifest, in order, once."""
    with _unpacked(path, key) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
        for info in tar:
            if info.name != MANIFEST:
                yield info.name, tar.extractfile(info)


def verified_manifest(path, key=None, needs_seal=True):
    """The manifest, after every byte of the file was read and found as promised."""
    found, manifest = _read(path, key)
    if manifest is None:
        raise BadArchiveError(
            "Tệp này không phải bản sao lưu của trang, hoặc đã bị cắt mất phần cuối."
        )
    if manifest.get("format") not in (1, FORMAT):
        raise BadArchiveError(
            "Bản sao lưu được làm bằng phiên bản khác của chương trình, không đọc được."
        )
    if found != manifest["members"]:
        wrong = sorted(
            name
            for name in {*found, *manifest["members"]}
            if found.get(name) != manifest["members"].get(name)
        )
        raise BadArchiveError(f"{_WHOLE} ở: {', '.join(wrong[:5])}")
    if needs_seal:
        _require_seal(manifest, key or keys.own())
    return {"media": {}, "columns": {}, **manifest}


def _require_seal(manifest, key):
    if "seal" not in manifest:
        raise BadArchiveError(
            "Bản sao lưu không có dấu niêm, không biết ai đã làm ra. "
            "Nếu tin chắc tệp này, chạy lại với --unsealed."
        )
    if manifest["seal"] != key.seal(_sealed_text(manifest)):
        raise BadArchiveError(f"{_WHOLE}: dấu niêm không khớp với khóa sao lưu.")


def _sealed_text(manifest):
    facts = {name: value for name, value in manifest.items() if name != "seal"}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()


def _read(path, key):
    try:
        return _read_through(path, key)
    except sealed.CannotOpenError as error:
        raise BadArchiveError(
            "Không mở được tệp sao lưu: khóa không đúng, hoặc tệp đã bị thay đổi, hỏng, thiếu phần cuối. "
            "Tệp của máy khác thì cần khóa in trên giấy của máy ấy: --key."
        ) from error
    except (OSError, EOFError, tarfile.TarError, ValueError, zlib.error) as error:
        raise BadArchiveError(
            f"Tệp sao lưu hỏng hoặc thiếu phần cuối, không đọc hết được: {error}"
        ) from error


def _read_through(path, key):
    found, manifest = {}, None
    with _unpacked(path, key) as stream:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for info in tar:
                if not info.isfile() or info.name.startswith("/") or ".." in Path(info.name).parts:
                    raise ValueError(f"tên lạ trong tệp: {info.name!r}")
                file = tar.extractfile(info)
                if info.name == MANIFEST:
                    manifest = json.loads(file.read())
                else:
                    found[info.name] = {"sha256": digest_of(file), "size": info.size}
        while stream.read(_BLOCK):  # to the very end, where gzip's own checksum stands
            pass
    return found, manifest


def digest_of(file):
    """SHA-256 of an open file, in hex."""
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
