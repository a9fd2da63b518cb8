"""One process of a machine at a time, by a lock on a file that the system releases even after a kill -9."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


@contextmanager
def alone(file: IO[str]) -> Iterator[bool]:
    """Whether no other process holds the lock on this open file; it is held until the end of the block."""
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
