"""Pictures and files of all backups of a folder, each content once: `<folder>/media/ab/abcd…`.

Twenty backups of a gigabyte of pictures are one gigabyte and twenty lists. A list of contents lies
beside each backup (`….files`), so that what no backup names any more can be thrown away without
opening them all.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path

from django.core.files.storage import default_storage

_BLOCK = 1 << 20


class Store:
    """The contents below one folder of backups."""

    def __init__(self, folder):
        self.folder = Path(folder) / "media"

    def path(self, digest):
        """Where this content lies, or would."""
        return self.folder / digest[:2] / digest

    def take(self, name, digest=None):
        """(digest, size) of the stored file `name`, which is in here afterwards."""
        if digest and self.path(digest).exists():
            return digest, self.path(digest).stat().st_size
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".draft-{os.getpid()}"
        try:
            with default_storage.open(name) as source, draft.open("wb") as target:
                digest, size = _copied(source, target)
            home = self.path(digest)
            if home.exists():
                return digest, size
            home.parent.mkdir(mode=0o700, exist_ok=True)
            draft.chmod(0o600)
            draft.rename(home)
            return digest, size
        finally:
            draft.unlink(missing_ok=True)

    def sweep(self, needed):
        """Delete what is not in `needed` (a set of digests); gives how many went."""
        gone = 0
        for path in self.folder.glob("??/*"):
            if path.name not in needed:
                path.unlink()
                gone += 1
        return gone


class Known:
    """What the files of the site were at the last backup, so that unchanged ones are not read again."""

    def __init__(self, store):
        self.file = store.folder / "known.json"
        try:
            self.seen = json.loads(self.file.read_text())
        except (OSError, ValueError):
            self.seen = {}
        self.now = {}

    def digest(self, name):
        """The digest of an unchanged file, else None."""
        seen = self.seen.get(name)
        return seen[0] if seen and seen[1:] == _look(name) else None

    def note(self, name, digest):
        """For the next time."""
        self.now[name] = [digest, *_look(name)]

    def save(self):
        """Under its name only when it is whole."""
        if self.now:
            draft = self.file.with_suffix(".new")
            draft.write_text(json.dumps(self.now))
            draft.replace(self.file)


def _look(name):
    """`[size, when changed]`, cheaper than reading; [-1, ""] where the file is gone."""
    try:
        return [default_storage.size(name), default_storage.get_modified_time(name).isoformat()]
    except FileNotFoundError:
        return [-1, ""]


def _copied(source, target):
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        digest.update(block)
        size += len(block)
        target.write(block)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size


def list_file(backup):
    """Where the digests stand that the backup names."""
    return backup.with_name(f"{backup.name}.files")


def write_list(backup, digests):
    """Note the digests; before the backup itself appears, so that no sweep can come between."""
    draft = list_file(backup).with_suffix(".new")
    draft.write_text("\n".join(sorted(digests)))
    draft.replace(list_file(backup))


def needed_by(backups):
    """Digests that any of `backups` names, or None where one of them has no list."""
    needed = set()
    for backup in backups:
        try:
            needed.update(list_file(backup).read_text().split())
        except OSError:
            return None
    return needed


def free_bytes(folder):
    """What may still be written into the folder, or the nearest one above it that is there."""
    folder = Path(folder)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
