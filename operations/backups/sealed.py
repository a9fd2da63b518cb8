"""Streams through age: what is written is encrypted on its way, what is read was not changed.

age works on whole files; a pipe and a thread make a stream of it, so that nothing in clear ever lies
on a disk and memory stays small.
"""

import os
import threading
from contextlib import contextmanager

import pyrage

HEADER = b"age-encryption.org/v1"


class CannotOpenError(Exception):
    """Another key, or a file that was changed or cut."""


def is_closed(path):
    """Whether the file is encrypted."""
    with open(path, "rb") as file:
        return file.read(len(HEADER)) == HEADER


@contextmanager
def closing(file, key):
    """A writable stream in front of `file`; what goes in arrives there encrypted for `key`."""
    reading, writing = os.pipe()
    errors = []

    def work():
        with os.fdopen(reading, "rb") as source:
            try:
                pyrage.encrypt_io(source, file, [key.recipient])
            except BaseException as error:
                errors.append(error)

    thread = threading.Thread(target=work, name="age", daemon=True)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as stream:
            yield stream
    except BrokenPipeError:
        if not errors:
            raise
    finally:
        thread.join()
    if errors:
        raise errors[0]


@contextmanager
def opening(path, key):
    """A readable stream of what `path` holds; raises CannotOpenError where that is not sound."""
    reading, writing = os.pipe()
    errors = []
    thread = threading.Thread(
        target=_decrypt, args=(path, key, writing, errors), name="age", daemon=True
    )
    thread.start()
    try:
        with os.fdopen(reading, "rb") as stream:
            yield stream
    finally:
        thread.join()
        if errors:  # what the reader made of half a stream does not matter then
            raise CannotOpenError(str(errors[0]))


def _decrypt(path, key, writing, errors):
    try:
        with os.fdopen(writing, "wb") as target, open(path, "rb") as source:
            pyrage.decrypt_io(source, target, [key.identity])
    except BrokenPipeError:
        pass  # the reader has had enough
    except BaseException as error:
        errors.append(error)
