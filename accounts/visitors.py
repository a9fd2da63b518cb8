"""Who asks: the one notion of it for throttling, votes, the audit log and counting.

X-Forwarded-For is read only when the connection comes from a trusted proxy, and then from its right
end: what a client writes into it stands further left and is never reached.

A phone changes the second half of its IPv6 address at will (RFC 8981), and whoever rents a line has
a whole /56 or /48 of such halves (RFC 6177). So a limit counts networks, in steps, never a whole
IPv6 address.
"""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

STEPS = {4: (32,), 6: (64, 56, 48)}
"""Lengths of the networks that a visitor is counted by, the narrowest first, by IP version."""
HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the far end of a connection; never to be stored but in a security log."""

    address: ipaddress.IPv4Address | ipaddress.IPv6Address | None
    """None where the connection has no address (a Unix socket without a proxy's word)."""

    def __str__(self):
        """The whole address, for the audit log; "" when it is unknown."""
        return str(self.address or "")

    @property
    def networks(self):
        """The networks that a limit counts, narrowest first; `("",)` when the address is unknown.

        `("203.0.113.7/32",)` or `("2001:db8:1:2::/64", "2001:db8:1::/56", "2001:db8:1::/48")`.
        """
        if self.address is None:
            return ("",)
        return tuple(_network(self.address, length) for length in STEPS[self.address.version])

    @property
    def network(self):
        """The narrowest network: what stands for one line where a single name is wanted."""
        return self.networks[0]


def visitor_of(request):
    """The `Visitor` behind a Django request."""
    return visitor_from(request.META)


def visitor_from(environ):
    """The same from a WSGI environment, or whatever holds REMOTE_ADDR and HTTP_X_FORWARDED_FOR.

    Without REMOTE_ADDR the request came through a Unix socket: from our own web server.
    """
    known = peer_of(environ)
    if known is None or is_trusted(known):
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = _address(hop)
            if address is None:
                break
            known = address
            if not is_trusted(address):
                break
    return Visitor(known)


def peer_of(environ):
    """The address of the connection itself, None where it has none."""
    return _address(environ.get("REMOTE_ADDR", ""))


def is_trusted(address):
    """Whether an address (an object of `ipaddress`) is one of TRUSTED_PROXIES."""
    return any(address in network for network in _trusted(tuple(settings.TRUSTED_PROXIES)))


@lru_cache
def _trusted(proxies):
    return [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]


def _address(text):
    """`203.0.113.7`, `203.0.113.7:4711`, `[2001:db8::1]:4711`; None for what is no address.

    Some balancers add the port; an IPv4 address in IPv6 clothes (`::ffff:…`) is the IPv4 one.
    """
    try:
        address = ipaddress.ip_address(_without_port(text.strip()).partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _without_port(text):
    host, _, port = text.rpartition(":")
    is_port = port.isascii() and port.isdecimal() and int(port[:6]) <= HIGHEST_PORT
    if text.startswith("["):
        return host[1:-1] if is_port and host.endswith("]") else text[1:].removesuffix("]")
    return host if is_port and host.count(".") == 3 and ":" not in host else text


def _network(address, length):
    """Shifted by hand: `ip_network` costs ten times as much, and every view asks three times."""
    spare = address.max_prefixlen - length
    return f"{type(address)(int(address) >> spare << spare)}/{length}"
