"""Copies that outlive this machine: the backups of a folder and what they name, each file encrypted.

A backup is encrypted already; a picture is encrypted on its way, under a name that tells nothing. Only
what is not there yet is sent. What this machine keeps no more goes there too, but never the last ones.
"""

import os
from pathlib import Path

from operations.backups import archive, keys, retention, sealed
from operations.backups.places import PlaceError, scratch_file
from operations.backups.store import Store, list_file, needed_by

LEAST = 2
"""So many backups stay there, whatever this machine has."""


def send(folder, place):
    """Bring `place` up to date; gives how many files were sent. Raises PlaceError."""
    folder, key = Path(folder), keys.own()
    backups = [path for _, path in retention.backups_in(folder)]
    if not backups:
        raise PlaceError(f"Chưa có bản sao lưu nào ở {folder} để chép đi.")
    there = place.names()
    digests = needed_by(backups) or set()
    missing = [digest for digest in sorted(digests) if _name(key, digest) not in there]
    for digest in missing:
        _send_content(Store(folder).path(digest), place, _name(key, digest), key)
    new = [path for path in backups if there.get(path.name) != path.stat().st_size]
    for path in reversed(new):  # the contents first: a backup that is there can be used
        place.put(path, path.name)
    _tidy(place, there, backups, {_name(key, digest) for digest in digests})
    return len(missing) + len(new)


def fetch(place, folder, key, name=None):
    """Bring the newest backup (or the one named) and what it needs here; gives its path."""
    there = place.names()
    backups = sorted(one for one in there if one.startswith("sao-luu-") and one.endswith(".age"))
    if not backups or (name and name not in backups):
        raise PlaceError(f"Không thấy bản sao lưu {name or 'nào'} ở {place.title}.")
    folder = Path(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / (name or backups[-1])
    if not path.exists() or path.stat().st_size != there[path.name]:
        place.get(path.name, path)
        path.chmod(0o600)
    manifest = archive.verified_manifest(path, key)
    store = Store(folder)
    for digest, _ in manifest["media"].values():
        if not store.path(digest).exists():
            _fetch_content(place, _name(key, digest), store.path(digest), digest, key)
    list_file(path).write_text("\n".join(sorted({d for d, _ in manifest["media"].values()})))
    return path


def _name(key, digest):
    return f"media/{key.blind(digest)}.age"


def _send_content(content, place, name, key):
    with scratch_file() as draft:
        with sealed.closing(draft, key) as stream, content.open("rb") as source:
            while block := source.read(1 << 20):
                stream.write(block)
        draft.flush()
        place.put(draft.name, name)


def _fetch_content(place, name, home, digest, key):
    home.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = home.with_name(f".{digest}.{os.getpid()}")
    try:
        with scratch_file() as closed:
            place.get(name, closed.name)
            with sealed.opening(closed.name, key) as stream, draft.open("wb") as target:
                while block := stream.read(1 << 20):
                    target.write(block)
        with draft.open("rb") as file:
            if archive.digest_of(file) != digest:
                raise archive.BadArchiveError(f"Một tệp ở {place.title} đã bị thay đổi: {name}")
        draft.rename(home)
    except sealed.CannotOpenError as error:
        raise archive.BadArchiveError(f"Một tệp ở {place.title} đã hỏng: {name}") from error
    finally:
        draft.unlink(missing_ok=True)


def _tidy(place, there, backups, contents):
    """Only where this machine has enough backups itself: else something is wrong here, not there."""
    if len(backups) < LEAST:
        return
    kept = {path.name for path in backups} | contents
    for name in there:
        if name not in kept and name.startswith(("sao-luu-", "media/")):
            place.delete(name)
