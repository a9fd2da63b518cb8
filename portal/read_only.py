"""What read-only mode (`operations.read_only`) refuses."""

from django.conf import settings

from operations.read_only import flag
from portal import errors

_READING = {"GET", "HEAD", "OPTIONS"}


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
