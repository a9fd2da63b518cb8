"""The link check knocks on no door of the machine or of the network around it."""

import http.server
import socket
import threading

import pytest

from procedures import linkcheck, outside


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "::1",
     "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1", "ff02::1", "198.18.0.1"],
)  # fmt: skip
def test_an_address_of_this_machine_or_of_a_private_network_is_not_public(address):
    assert not outside.is_public(address)


@pytest.mark.parametrize("address", ["203.113.131.1", "1.1.1.1", "2405:4800::1"])
def test_an_address_of_the_internet_is_public(address):
    assert outside.is_public(address)


@pytest.fixture
def house():
    """A server on loopback that notes who asks; every address of it leads to its secret."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path == "/bi-mat" else 302)
            self.send_header(
                "Location", f"http://ben-trong.example:{self.server.server_port}/bi-mat"
            )
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:{}/", "http://localhost:{}/", "http://2130706433:{}/", "http://[::ffff:127.0.0.1]:{}/"])  # fmt: skip
def test_no_spelling_of_this_machine_is_asked(house, url):
    port, asked = house
    assert linkcheck.problem_with(url.format(port)) == "không kết nối được"
    assert asked == []


def test_a_redirect_into_the_house_is_not_followed(house, monkeypatch):
    port, asked = house
    public = {"ngoai.example"}
    names = []

    def looked_up(host, port, **_):
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(outside.socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(outside, "is_public", lambda _: names[-1] in public)
    assert linkcheck.problem_with(f"http://ngoai.example:{port}/den") == "không kết nối được"
    assert asked == ["/den"]
    assert names == ["ngoai.example", "ben-trong.example"]
