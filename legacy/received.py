"""Keeps an old portal that was sent in through the admin, until it is moved: files as they are, a .zip as a folder.

What is too large for a browser is copied by the operator into `DATA_DIR/trang-cu/`; the admin offers it by name.
"""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError

from legacy.readers import ENDINGS
from legacy.survey import packed
from legacy.survey.addresses import HOST

ACCEPTED = (".zip", *packed.ENDINGS, *sorted(ENDINGS))
MOST_FILES = 200_000
MOST_BYTES = 20 * 1024**3
SPARE_BYTES = 500 * 1024**2
"""Must stay free on the disk when everything is unpacked."""
LONGEST_STEP = 200
RECEIVED = "lan-"
PART = 1024 * 1024


def shelf() -> Path:
    """Where the operator puts whole portals, and where what was sent in is kept."""
    found = Path(settings.DATA_DIR) / "trang-cu"
    found.mkdir(parents=True, exist_ok=True)
    return found


def laid_ready() -> list[str]:
    """The names of what the operator has put there."""
    return sorted(
        path.name
        for path in shelf().iterdir()
        if not path.name.startswith((".", RECEIVED)) and (path.is_dir() or is_accepted(path.name))
    )


def is_accepted(name: str) -> bool:
    """Whether a file of that name can hold a portal or a part of it."""
    return name.lower().endswith(ACCEPTED)


def keep(uploads: Iterable, ready: str = "") -> Path:
    """A folder of its own with everything; ValidationError in Vietnamese, and nothing is kept then."""
    folder = shelf() / f"{RECEIVED}{uuid4().hex[:12]}"
    folder.mkdir()
    try:
        for upload in uploads:
            keep_one(upload, upload.name, folder)
        if ready:
            return kept_ready(ready, folder)
    except (ValidationError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, ValidationError):
            raise
        raise ValidationError("Máy chủ không ghi được tệp. Có thể ổ đĩa đã đầy.") from error
    return top_of(folder)


def kept_ready(name: str, folder: Path) -> Path:
    """What the operator has laid ready stays where it is; only a .zip is unpacked."""
    path = shelf() / name
    if path.suffix.lower() != ".zip":
        folder.rmdir()
        return path
    with path.open("rb") as file:
        keep_one(file, name, folder)
    return top_of(folder)


def top_of(folder: Path) -> Path:
    """Where a portal begins: below the folder of its only .zip, and below the folder that was zipped."""
    inside = list(folder.iterdir())
    if len(inside) != 1 or not inside[0].is_dir():
        return folder
    top = inside[0]
    within = list(top.iterdir())
    same = len(within) == 1 and within[0].is_dir() and within[0].name == top.name
    return within[0] if same and not HOST.match(top.name) else top


def keep_one(file, name: str, folder: Path) -> None:
    """One file; a .zip as the folder that it holds."""
    name = Path(name.replace("\\", "/")).name
    if not is_accepted(name):
        raise ValidationError(f"Không nhận tệp “{name}”. Nhận: {', '.join(ACCEPTED)}.")
    if name.lower().endswith(".zip"):
        unpack(file, name, folder / name[:-4])
        return
    with (folder / name).open("wb") as kept:
        shutil.copyfileobj(file, kept, PART)


def unpack(file, name: str, folder: Path) -> None:
    """The files of a .zip under `folder` and nowhere else."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            check(parts, name)
            for part in parts:
                write(archive, part, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zipfile.zlib.error) as error:
        raise ValidationError(
            f"Tệp “{name}” hỏng hoặc không phải là tệp .zip. Hãy nén lại."
        ) from error


def check(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what has a password, nothing in it, or no room here."""
    size = sum(part.file_size for part in parts)
    if not parts:
        raise ValidationError(f"Tệp “{name}” không có gì bên trong.")
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(f"Tệp “{name}” có mật khẩu. Hãy nén lại, không đặt mật khẩu.")
    room = shutil.disk_usage(shelf()).free - SPARE_BYTES
    if len(parts) > MOST_FILES or size > min(MOST_BYTES, room):
        raise ValidationError(
            f"Tệp “{name}” mở ra quá lớn cho ổ đĩa này ({len(parts)} tệp, {size // 1024**2} MB). Hãy chia nhỏ."
        )


def write(archive: zipfile.ZipFile, part: zipfile.ZipInfo, folder: Path) -> None:
    """One part, never more of it than it says."""
    path = folder.joinpath(*steps_of(part))
    if path == folder:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    left = part.file_size
    with archive.open(part) as source, path.open("wb") as kept:
        while left > 0 and (block := source.read(min(PART, left))):
            kept.write(block)
            left -= len(block)


def steps_of(part: zipfile.ZipInfo) -> list[str]:
    """The path in the archive as safe steps; Windows writes Vietnamese names in UTF-8 and does not say so."""
    name = part.filename
    if not part.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = part.filename
    steps = [step for step in name.replace("\\", "/").split("/") if step not in {"", ".", ".."}]
    return [step.replace("\x00", "").replace(":", "_")[-LONGEST_STEP:] for step in steps]
