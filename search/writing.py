"""With which code the entries were written: after an upgrade they may be found by other words.

Names of procedures, folding and syllables are worked into the entries when a page is saved. Where the code or
the lists behind them have changed since the whole index was written, it is written anew once, in the night.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings

_OWN = ("*.py", "index/*.py")


def code() -> str:
    """A short digest of everything that decides what an entry holds.

    An app whose pages bring words of their own names the files in `writes_search_entries` of its AppConfig.
    """
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        patterns = _OWN if app.label == "search" else getattr(app, "writes_search_entries", ())
        for path in sorted({one for pattern in patterns for one in Path(app.path).glob(pattern)}):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def is_outdated() -> bool:
    """Whether the index was last written whole by other code, or never."""
    try:
        return _note().read_text(encoding="ascii") != code()
    except (OSError, UnicodeDecodeError):
        return True


def written() -> None:
    """The whole index has just been written."""
    _note().write_text(code(), encoding="ascii")


def _note() -> Path:
    return Path(settings.DATA_DIR) / "search-written-by"
