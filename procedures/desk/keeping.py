"""Keeps an uploaded file between its preview and its import.

The token stands in the preview's own form, signed for the person and with the file's checksum: a
second tab cannot make the first one write another file.
"""

import hashlib
import re
import secrets
from pathlib import Path
from time import time
from typing import Any, TypeAlias

from django.conf import settings
from django.core import signing

from accounts.models import User

Kept: TypeAlias = dict[str, Any]
"""The choices of a preview with its file, checksum and person: ours, since it is signed."""
KEPT_SECONDS = 86_400
_SALT = "procedures.import"
_NAME = re.compile(r"^[A-Za-z0-9_-]{20,60}$")


def new_path() -> Path:
    """A new name in the folder of kept files; what is a day old goes."""
    for old in _folder().iterdir():
        if old.stat().st_mtime < time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    return _folder() / secrets.token_urlsafe(24)


def make_token(path: Path, kept: Kept, user: User) -> str:
    """What the preview's form carries: the file, its checksum, the choices, the person."""
    data = kept | {"file": path.name, "checksum": checksum(path), "user": user.pk}
    return signing.dumps(data, salt=_SALT, compress=True)


def read_token(token: str, user: User) -> Kept | None:
    """The token's data, or None where it is not this person's, too old or not ours."""
    try:
        data = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return data if isinstance(data, dict) and data.get("user") == user.pk else None


def whole_file(data: Kept | None) -> Path | None:
    """The kept file of a token's data, or None where it is gone or no longer the same."""
    if data is None or not _NAME.match(data["file"]):
        return None
    path = _folder() / data["file"]
    return path if path.exists() and checksum(path) == data["checksum"] else None


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder() -> Path:
    """Outside of the media folder: an uploaded list is nobody's business before it is approved."""
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
