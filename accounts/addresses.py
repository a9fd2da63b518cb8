"""Where a request really comes from, for throttling and for the audit log.

X-Forwarded-For is read only from a trusted proxy, and from its right end: what a client writes into
it stands further left and is never reached.
"""

import ipaddress

from django.conf import settings


def client_address(request):
    """The address as text; "" when the connection has none (a Unix socket)."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops = [request.META.get("REMOTE_ADDR", ""), *reversed([hop.strip() for hop in hops if hop])]
    known = ""
    for hop in hops:
        try:
            address = ipaddress.ip_address(hop)
        except ValueError:
            if hop:
                break
            continue
        known = str(getattr(address, "ipv4_mapped", None) or address)
        if not _is_trusted(known):
            break
    return known


def _is_trusted(address):
    networks = (ipaddress.ip_network(str(name), strict=False) for name in settings.TRUSTED_PROXIES)
    return any(ipaddress.ip_address(address) in network for network in networks)
