from ipaddress import ip_network

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts.visitors import Visitor, visitor_from, visitor_of


def _asks(peer, forwarded=""):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return str(visitor_of(RequestFactory().get("/", REMOTE_ADDR=peer, **headers)))


@pytest.fixture(autouse=True)
def _proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network(name) for name in ("127.0.0.1", "::1", "10.0.0.0/24")]


def test_a_peer_that_is_no_proxy_speaks_for_itself_alone():
    assert _asks("203.0.113.7", "192.0.2.1") == "203.0.113.7"


def test_a_trusted_proxy_names_the_visitor():
    assert _asks("127.0.0.1", "203.0.113.7") == "203.0.113.7"


def test_what_the_visitor_wrote_in_front_is_not_believed():
    assert _asks("127.0.0.1", "192.0.2.66, 203.0.113.7") == "203.0.113.7"


def test_a_chain_of_trusted_proxies_is_followed_to_its_end():
    assert _asks("127.0.0.1", "192.0.2.66, 203.0.113.7, 10.0.0.9") == "203.0.113.7"


@pytest.mark.parametrize(
    "nonsense", ["abc", "1.2.3", ", ,", "203.0.113.7:99999", "[::1", "::1]:x", "٣.1.1.1"]
)
def test_nonsense_from_a_proxy_leaves_the_proxy_itself(nonsense):
    assert _asks("127.0.0.1", nonsense) in ("127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("203.0.113.7:51512", "203.0.113.7"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::443", "2001:db8::443"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_is_read_however_a_balancer_writes_it(written, address):
    assert _asks("127.0.0.1", written) == address


def test_a_unix_socket_is_our_own_web_server():
    assert _asks("", "203.0.113.7") == "203.0.113.7"
    assert _asks("") == ""
    assert visitor_from({}).networks == ("",)


def test_an_ipv4_visitor_is_counted_by_the_whole_address():
    assert visitor_from({"REMOTE_ADDR": "203.0.113.7"}).networks == ("203.0.113.7/32",)


def test_an_ipv6_visitor_is_counted_by_networks_in_steps():
    visitor = visitor_from({"REMOTE_ADDR": "2001:db8:1:2ff:aaaa:bbbb:cccc:dddd"})
    assert visitor.networks == ("2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48")
    assert visitor.network == "2001:db8:1:2ff::/64"


@given(st.ip_addresses())
def test_the_networks_are_those_of_the_standard_library(address):
    lengths = [int(network.partition("/")[2]) for network in Visitor(address).networks]
    expected = [str(ip_network((address, length), strict=False)) for length in lengths]
    assert list(Visitor(address).networks) == expected


@given(st.text(), st.text())
def test_no_header_breaks_it(peer, forwarded):
    visitor_from({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded})
