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
    """The parsed page."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def addresses(page):
    """Every address in links, pictures, stylesheets and scripts of a parsed page."""
    for tag, attribute in _ADDRESSES.items():
        yield from (element[attribute] for element in page.find_all(tag, {attribute: True}))
    for element in page.find_all(srcset=True):
        yield from (part.split()[0] for part in element["srcset"].split(","))


def _here(path, address):
    """The address as a path of this site, or None where it leads elsewhere."""
    parts = urlsplit(urljoin(_HOST + path, address))
    if f"{parts.scheme}://{parts.netloc}" != _HOST:
        return None
    if parts.path == _BEACON:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
