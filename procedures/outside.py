"""Opens addresses of the public internet only, wherever they and their redirects lead.

The addresses of procedures come from files. One that leads, or is led on, to this machine or to the network
around it would make the site knock on doors that no stranger reaches. So every connection is made to an
address that was looked up and found public, and to no other.
"""

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
    getproxies,
)


class NotPublicError(OSError):
    """The name leads to this machine or to a private network."""


def opener() -> OpenerDirector:
    """For http and https; where a proxy is set for the machine, that one decides."""
    return build_opener() if getproxies() else build_opener(_Http(), _Https())


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet; an IPv4 address inside an IPv6 one counts as such."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return all(one.is_global and not one.is_multicast for one in (found, inner) if one)


def connected(host: str, port: int, timeout: float | None) -> socket.socket:
    """A connection to the first public address of a host that answers."""
    problem: OSError = NotPublicError(host)
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not is_public(str(place[0])):
            continue
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(place)
        except OSError as error:
            made.close()
            problem = error
        else:
            return made
    raise problem


class _Plain(HTTPConnection):
    def connect(self) -> None:
        self.sock = connected(self.host, self.port, self.timeout)


class _Sealed(HTTPSConnection):
    def connect(self) -> None:
        plain = connected(self.host, self.port, self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Plain, req)


class _Https(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Sealed, req)
