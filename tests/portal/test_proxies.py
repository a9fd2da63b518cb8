import ipaddress

import pytest
from django.http import HttpResponse

from portal.proxies import FORWARDED_HEADERS, TrustedProxiesMiddleware


@pytest.fixture(autouse=True)
def _trusted(settings):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network(text) for text in ["127.0.0.1", "10.0.0.0/24"]]


def _headers_that_arrive(rf, peer):
    sent = dict.fromkeys(FORWARDED_HEADERS, "203.0.113.7")
    request = rf.get("/", REMOTE_ADDR=peer, **sent)
    TrustedProxiesMiddleware(lambda request: HttpResponse())(request)
    return [name for name in FORWARDED_HEADERS if name in request.META]


def test_a_trusted_proxy_is_believed(rf):
    assert _headers_that_arrive(rf, "127.0.0.1") == list(FORWARDED_HEADERS)
    assert _headers_that_arrive(rf, "10.0.0.9") == list(FORWARDED_HEADERS)


@pytest.mark.parametrize("peer", ["10.0.1.9", "203.0.113.7", "::1", "", "127.0.0.1, 10.0.0.9"])
def test_anybody_else_is_not(rf, peer):
    assert _headers_that_arrive(rf, peer) == []


def test_a_stranger_cannot_pretend_that_the_connection_was_encrypted(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    claim = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert client.get("/", REMOTE_ADDR="203.0.113.7", **claim).status_code == 301
