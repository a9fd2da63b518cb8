"""Which things have changed, and when: eight thousand numbers in one file that all processes share.

A thing that public pages show has a name (`pages.shown` says which). Its mark is the moment of its last
change, written at the place in the file that its name falls on; two names on one place cost a page made
again for nothing, never an old page. The file is as long as it will ever be, so that a full disk stops no
mark, and it is read again only when its time stamp says so (docs/decisions/238).
"""

import functools
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

PLACES = 8_192
_WIDTH = 8
_LENGTH = PLACES * _WIDTH

_read: dict[str, tuple[tuple[int, int], bytes]] = {}
"""`{path: ((inode, time stamp), content)}`, in this process."""


@functools.lru_cache(maxsize=20_000)
def place_of(name: str) -> int:
    """Where in the file the mark of `name` stands."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest()) % PLACES


def write(path: str, names: Iterable[str], stamp: int) -> None:
    """Mark that these have changed; raises OSError where the file cannot be written."""
    content = stamp.to_bytes(_WIDTH)
    handle = os.open(path, os.O_WRONLY)
    try:
        for place in {place_of(name) for name in names}:
            os.pwrite(handle, content, place * _WIDTH)
    finally:
        os.close(handle)


def read(path: str, places: Iterable[int]) -> bytes:
    """The marks that stand there now, one behind the other; raises OSError."""
    status = os.stat(path)
    version = status.st_ino, status.st_mtime_ns
    known, content = _read.get(path, (None, b""))
    if known != version:
        content = Path(path).read_bytes()
        _read[path] = version, content
    return b"".join(content[place * _WIDTH : (place + 1) * _WIDTH] for place in places)


def moments(content: bytes) -> list[int]:
    """What `read` gave, as nanoseconds since the epoch; 0 where nothing has changed yet."""
    return [
        0,
        *(int.from_bytes(content[at : at + _WIDTH]) for at in range(0, len(content), _WIDTH)),
    ]


def make(path: str) -> None:
    """The file as it is before the first change; one that is there and shorter is filled up."""
    with open(path, "ab") as file:
        file.write(bytes(max(0, _LENGTH - file.tell())))
