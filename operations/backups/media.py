"""Files of a backup come back: laid ready beside their places, put there by one rename each.

They lie ready *inside* the media folder: it may be a disk of its own, and a folder on which a disk
is mounted cannot be renamed (EBUSY). What lies ready stays when a restore is cut, and is not fetched
again by the next one.
"""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages

from operations.backups.archive import digest_of
from operations.backups.making import STAGE, media_names


class IncomingMedia:
    """On a disk: `lay` all, then `take_over`. In a bucket files go in at once."""

    def __init__(self, store=None, link=False):
        """`store`: where contents lie; `link`: share them with the store instead of copying."""
        self.local = isinstance(storages["default"], FileSystemStorage)
        self.home = Path(settings.MEDIA_ROOT)
        self.stage = self.home / STAGE
        self.store, self.link = store, link
        self.names = set()

    def lay_all(self, media):
        """Every file of `{name: [digest, size]}`, from the store."""
        for name, (digest, size) in media.items():
            self.names.add(name)
            if not self._is_there(name, digest, size):
                self._lay_content(name, digest)

    def lay(self, name, file):
        """One file, from a backup that stands alone."""
        self.names.add(name)
        if self.local:
            place = self._place(name)
            with place.open("wb") as target:
                shutil.copyfileobj(file, target, 1 << 20)
            place.chmod(0o640)
        else:
            with tempfile.TemporaryFile() as whole:  # what comes out of a stream cannot be rewound
                shutil.copyfileobj(file, whole, 1 << 20)
                whole.seek(0)
                self._send(name, whole)

    def take_over(self):
        """Put everything in its place and take away what the backup does not have."""
        if not self.local:
            return
        for place in list(self._laid()):
            target = self.home / place.relative_to(self.stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(place, target)
        for name in [name for name in media_names() if name not in self.names]:
            (self.home / name).unlink(missing_ok=True)
        self.forget()

    def forget(self):
        """Take away what lies ready."""
        shutil.rmtree(self.stage, ignore_errors=True)

    def _is_there(self, name, digest, size):
        """Whether the very content is in its place or lies ready already."""
        if not self.local:
            return False
        return any(_is(path, digest, size) for path in (self.home / name, self.stage / name))

    def _lay_content(self, name, digest):
        content = self.store.path(digest)
        if not self.local:
            with content.open("rb") as file:
                self._send(name, file)
            return
        place = self._place(name)
        place.unlink(missing_ok=True)
        if self.link:
            os.link(content, place)
        else:
            draft = place.with_name(f".{place.name}.moi")
            shutil.copyfile(content, draft)
            draft.chmod(0o640)
            draft.replace(place)

    def _place(self, name):
        place = self.stage / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _laid(self):
        return (path for path in self.stage.rglob("*") if path.is_file() and _has_name(path))

    def _send(self, name, file):
        storage = storages["default"]
        if storage.exists(name):
            storage.delete(name)
        storage.save(name, File(file))


def _has_name(path):
    """Whether it is no draft that was cut."""
    return not (path.name.startswith(".") and path.name.endswith(".moi"))


def _is(path, digest, size):
    try:
        if path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            return digest_of(file) == digest
    except OSError:
        return False
