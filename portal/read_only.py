"""Read-only mode: while something is being repaired, residents read on and nobody writes.

Decree 224/2026 Đ13.2 wants the essential information kept up. `manage.py read_only on` makes the
file that this module looks for; every process sees it with the next request.
"""

from pathlib import Path

from django.conf import settings

from portal import errors

_READING = {"GET", "HEAD", "OPTIONS"}


def flag():
    """The file whose presence turns the mode on."""
    return Path(settings.DATA_DIR) / "read-only"


class ReadOnlyMiddleware:
    """While the mode is on, refuses the admin and everything that sends something (503)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass readers on, tell the others when to come back."""
        writes = request.method not in _READING or request.path_info.startswith(
            f"/{settings.ADMIN_PATH}"
        )
        if writes and flag().exists():
            return errors.plain_page(request, 503)
        return self.get_response(request)
