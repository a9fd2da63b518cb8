"""Walks the site as an anonymous reader would: every address that a page names."""

from collections import deque
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

_HOST = "http://testserver"
_LIMIT = 600
_BEACON = "/luot-xem/"
"""Counts a view for readers without scripts; it answers browsers only, and with nothing."""
_ADDRESSES = {"a": "href", "link": "href", "img": "src", "source": "src", "script": "src"}


def crawl(client, start="/"):
    """`{path: response}` of everything that can be reached from `start` on this host."""
    seen, waiting = {}, deque([start])
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        assert len(seen) < _LIMIT, "trang không có điểm dừng: mỗi trang lại dẫn tới trang mới"
        seen[path] = client.get(path)
        if is_html(seen[path]):
            waiting.extend(_here(path, address) for address in addresses(soup(seen[path])))
            waiting = deque(filter(None, waiting))
    return seen


def is_html(response):
    """Whether the answer is a page rather than a picture or a stylesheet."""
    return response.headers.get("Content-Type", "").startswith("text/html")


def soup(response):
    """The parsed page: parsed once, so a test may look and not change."""
    if not hasattr(response, "parsed"):
        response.parsed = BeautifulSoup(response.content.decode(), "html.parser")
    return response.parsed


def addresses(page, *, loaded_only=False):
    """Every address in links, pictures, stylesheets and scripts of a parsed page.

    `loaded_only` leaves out what people may follow and what is only named.
    """
    for tag, attribute in _ADDRESSES.items():
        for element in page.find_all(tag, {attribute: True}):
            if not (loaded_only and _is_only_named(element)):
                yield element[attribute]
    for element in page.find_all(srcset=True):
        yield from (part.split()[0] for part in element["srcset"].split(","))


def _is_only_named(element):
    return element.name == "a" or {"canonical", "alternate"} & set(element.get("rel", []))


def _here(path, address):
    """The address as a path of this site, or None where it leads elsewhere."""
    parts = urlsplit(urljoin(_HOST + path, address))
    if f"{parts.scheme}://{parts.netloc}" != _HOST:
        return None
    if parts.path == _BEACON:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
