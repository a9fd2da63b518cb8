"""Read-only mode: while something is being repaired, residents read on and nobody writes.

Decree 224/2026 Đ13.2 wants the essential information kept up. `manage.py read_only on` makes the
file that `portal.read_only` looks for; every process sees it with the next request.
"""

from pathlib import Path

from django.conf import settings


def flag():
    """The file whose presence turns the mode on."""
    return Path(settings.DATA_DIR) / "read-only"
