"""Where a request comes from, for telling visitors apart and for the rate limit; never stored.

X-Forwarded-For is read only when the connection comes from a trusted proxy, and then from its right
end: what a client writes into it stands further left and is never reached.
"""

import ipaddress

from django.conf import settings


def client_network(request):
    """The visitor's IPv4 address, or the first 64 bits of an IPv6 one, as text; "" if unknown.

    A phone changes the rest of its IPv6 address at will (RFC 8981), so that part tells nothing.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    if peer is not None and not _is_trusted(peer):
        return _network(peer)
    # A request without an address came through a Unix socket: from our own web server.
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for hop in reversed(hops):
        address = _address(hop.strip())
        if address is None:
            break
        peer = address
        if not _is_trusted(address):
            break
    return _network(peer) if peer is not None else ""


def _network(address):
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _address(text):
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address):
    return any(address in network for network in settings.TRUSTED_PROXIES)
