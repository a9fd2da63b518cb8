"""Who may say where a request came from.

A reverse proxy hands on the visitor's address and scheme in X-Forwarded-* headers, and anybody else
can send the same headers. They are kept only where the connection comes from a trusted proxy; who
the visitor is then, `accounts.visitors` says.
"""

from accounts.visitors import is_trusted, peer_of

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
        peer = peer_of(request.META)
        if peer is None or not is_trusted(peer):
            for header in FORWARDED_HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)
