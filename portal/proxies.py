"""Who may say where a request came from.

A reverse proxy hands on the visitor's address and scheme in X-Forwarded-* headers, and anybody else
can send the same headers. They are kept only where the connection comes from a trusted proxy.
"""

import ipaddress

from django.conf import settings

FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


class TrustedProxiesMiddleware:
    """Drops what an untrusted peer says about itself, before anything reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass the request on, cleaned."""
        if not is_trusted(request.META.get("REMOTE_ADDR", "")):
            for header in FORWARDED_HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)


def is_trusted(address):
    """Whether `address` is one of TRUSTED_PROXIES; what is no address is not."""
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in settings.TRUSTED_PROXIES)


def visitor_address(request):
    """Who is at the far end: the last address that no trusted proxy has.

    Call it after TrustedProxiesMiddleware, which leaves the header only where it may be believed.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    addresses = [*hops, request.META.get("REMOTE_ADDR", "")]
    for address in (part.strip() for part in reversed(addresses)):
        if address and not is_trusted(address):
            return address
    return next((part.strip() for part in addresses if part.strip()), "")
