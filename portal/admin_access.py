"""From where the admin may be opened (ADMIN_NETWORKS), for communes whose offices have fixed addresses."""

from django.conf import settings

from accounts.visitors import visitor_of
from portal import errors


class AdminNetworksMiddleware:
    """Elsewhere the admin does not exist: 404, the same as any address that leads nowhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Refuse before a session is read or a password is looked at."""
        in_admin = request.path_info.startswith(f"/{settings.ADMIN_PATH}")
        if in_admin and settings.ADMIN_NETWORKS and not _is_allowed(request):
            return errors.not_found(request)
        return self.get_response(request)


def _is_allowed(request):
    address = visitor_of(request).address
    return address is not None and any(address in network for network in settings.ADMIN_NETWORKS)
