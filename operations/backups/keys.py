"""The key of the backups: one line that is printed once, kept on paper, and opens every copy anywhere.

It is an age identity (X25519, https://age-encryption.org/v1), so a copy can also be opened by the
`age` program of any Debian. From the same line comes the key of the seal: who only knows where copies
are sent to can neither read one nor make one. It lies in DATA_DIR/private, which no backup holds.
"""

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from pyrage import x25519


class BadKeyError(ValueError):
    """A line that is no key; the message says so in Vietnamese."""


@dataclass(frozen=True)
class Key:
    """What the line stands for."""

    line: str

    @property
    def identity(self):
        """Opens what was closed for `recipient`."""
        return x25519.Identity.from_str(self.line)

    @property
    def recipient(self):
        """For whom copies are closed."""
        return self.identity.to_public()

    def seal(self, data):
        """HMAC-SHA256 in hex: only who has the key can make it."""
        return hmac.new(self._derived(b"seal"), data, hashlib.sha256).hexdigest()

    def blind(self, digest):
        """Another name for a file's digest: a place outside need not know what we have."""
        return hmac.new(self._derived(b"name"), digest.encode(), hashlib.sha256).hexdigest()

    def _derived(self, purpose):
        return hmac.new(self.line.encode(), purpose, hashlib.sha256).digest()


def from_line(line):
    """The key that somebody typed; raises BadKeyError."""
    line = "".join(line.split()).upper()
    try:
        x25519.Identity.from_str(line)
    except Exception as error:  # pyrage names no kind of error for a line that is no key
        raise BadKeyError(
            "Đây không phải khóa sao lưu. Khóa là một dòng bắt đầu bằng AGE-SECRET-KEY-1; "
            "chép lại cẩn thận từng chữ."
        ) from error
    return Key(line)


def file():
    """Where this machine keeps its key."""
    return Path(settings.BACKUP_KEY_FILE)


def own():
    """The key of this machine, made at its first need."""
    path = file()
    if not path.exists():
        _make(path)
    return from_line(path.read_text())


def adopt(key):
    """From now on this machine's key is `key`, the one on the paper of the old machine."""
    _write(file(), key.line)


def _make(path):
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    _write(draft, str(x25519.Identity.generate()))
    with suppress(FileExistsError):  # another process was first: its key is the one
        os.link(draft, path)
    draft.unlink()


def _write(path, line):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(f"{line}\n")
        handle.flush()
        os.fsync(handle.fileno())
