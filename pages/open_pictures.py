"""The folder out of which a web server hands public pictures by itself: one link for each file.

The files lie in the media folder, where no web server looks. The first reader of a picture's size is
answered by the site, which asks `pages.public_files` and leaves a link; whatever may take a picture
off the site takes its links away, and the next reader is answered by the site again. So a link too
few costs one request, and links can be thrown away at any moment (docs/decisions/150).
"""

import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

_FOLDER = "open/media"
"""Below DATA_DIR; laid out as the public addresses are."""


def is_open(name):
    """Whether `images/12/….webp` may be handed to anybody without asking again."""
    return os.path.islink(_folder() / name)


def open_to_everybody(name):
    """Leave the link; nothing where the files lie in a bucket, or nothing can be written."""
    try:
        target, link = default_storage.path(name), _folder() / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(target, link.parent))
    except (NotImplementedError, OSError):
        return


def close(image_ids):
    """Take the links of these pictures away: now, and again when the open transaction commits.

    Again, because a reader may meanwhile have been answered by what was true before.
    """
    ids = {int(number) for number in image_ids}
    _close_now(ids)
    if ids and transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: _close_now(ids), robust=True)


def close_all():
    """Take all links away at one stroke."""
    old = _folder().with_name(f"old-{uuid.uuid4().hex}")
    try:
        _folder().rename(old)
    except FileNotFoundError:
        return
    shutil.rmtree(old, ignore_errors=True)


def _close_now(ids):
    for number in ids:
        shutil.rmtree(_folder() / "images" / str(number), ignore_errors=True)


def _folder():
    return Path(settings.DATA_DIR) / _FOLDER
