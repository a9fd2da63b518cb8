from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from visits.addresses import client_network


def _network(peer, forwarded=""):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return client_network(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.fixture(autouse=True)
def _proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network(name) for name in ("127.0.0.1", "::1", "10.0.0.0/24")]


def test_a_peer_that_is_no_proxy_speaks_for_itself_alone():
    assert _network("203.0.113.7", "192.0.2.1") == "203.0.113.7"


def test_a_trusted_proxy_names_the_visitor():
    assert _network("127.0.0.1", "203.0.113.7") == "203.0.113.7"


def test_what_the_visitor_wrote_in_front_is_not_believed():
    assert _network("127.0.0.1", "192.0.2.66, 203.0.113.7") == "203.0.113.7"


def test_a_chain_of_trusted_proxies_is_followed_to_its_end():
    assert _network("127.0.0.1", "192.0.2.66, 203.0.113.7, 10.0.0.9") == "203.0.113.7"


@pytest.mark.parametrize("nonsense", ["abc", "1.2.3", ", ,", "203.0.113.7:99999"])
def test_nonsense_from_a_proxy_leaves_the_proxy_itself(nonsense):
    assert _network("127.0.0.1", nonsense) == "127.0.0.1"


def test_a_unix_socket_is_our_own_web_server():
    assert _network("", "203.0.113.7") == "203.0.113.7"
    assert _network("") == ""


def test_an_ipv6_visitor_is_its_first_64_bits():
    assert _network("2001:db8:1:2:aaaa:bbbb:cccc:dddd") == "2001:db8:1:2::"
    assert _network("::1", "2001:db8:1:2:1:2:3:4") == "2001:db8:1:2::"


def test_an_ipv4_address_in_ipv6_clothes_is_the_same_visitor():
    assert _network("::ffff:203.0.113.7") == "203.0.113.7"
