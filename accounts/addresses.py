"""Where a request comes from, as the audit log and django-axes write it: a text."""

from accounts.visitors import visitor_of


def client_address(request):
    """The whole address, for the audit log; "" when the connection has none (a Unix socket)."""
    return str(visitor_of(request))


def counted_address(request):
    """The address by which guesses are counted: of IPv6 the first in its /64, None when unknown."""
    return visitor_of(request).network.partition("/")[0] or None
