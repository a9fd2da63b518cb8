"""Looks through a whole site as its readers get it: every link, picture and feed leads somewhere.

Every published page is asked of the site itself, in this process, and what it names is asked too: once each.
Addresses elsewhere are left alone: nothing is fetched from outside.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from wagtail.models import Page, Site

from pages import own_requests
from pages.restrictions import open_to_all

_NAMED = {
    "href": "//a[@href] | //link[@href]",
    "src": "//img[@src] | //source[@src] | //audio[@src] | //video[@src]",
}
_COUNTS = ("/luot-xem/",)
"""Answers browsers only, and with nothing."""
_IN_FEEDS = re.compile(r"<(?:link|loc|id|image:loc)>([^<]+)</|(?:href|url)=\"([^\"]+)\"")
_PLACE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """One thing on a page that leads a reader nowhere."""

    page: str
    """The path of the page."""
    place: str
    """The words of the link, or what it is."""
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site said to an address."""

    status: int
    kind: str
    body: bytes


class Reader:
    """Asks a site's addresses, each once."""

    def __init__(self, site: Site, application: Callable[..., Iterable[bytes]] | None = None):
        self.root = site.root_url.rstrip("/")
        self._application = application or get_wsgi_application()
        self._known: dict[str, int] = {}

    def ask(self, address: str) -> Answer:
        """The answer to a path with or without a query."""
        said: list[Any] = []

        def begin(*told: Any) -> Any:
            said.append(told)

        chunks = self._application(self._environ(address), begin)
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        status, headers = int(said[0][0].split()[0]), dict(said[0][1])
        self._known[address] = status
        return Answer(status, headers.get("Content-Type", "").split(";")[0], body)

    def status_of(self, address: str) -> int:
        """The status alone, asked once."""
        if address not in self._known:
            self.ask(address)
        return self._known[address]

    def here(self, page: str, address: str) -> str | None:
        """The address as a path of this site; None where it leads elsewhere or is no address of pages."""
        parts = urlsplit(urljoin(f"{self.root}{page}", address.strip()))
        if parts.scheme not in ("http", "https") or parts.hostname != urlsplit(self.root).hostname:
            return None
        if parts.path.startswith(_COUNTS) or parts.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _environ(self, address: str) -> dict[str, Any]:
        path, _, query = address.partition("?")
        scheme = urlsplit(settings.PUBLIC_URL).scheme or "http"
        return own_requests.environ(scheme, urlsplit(self.root).netloc, unquote(path), query)


def dead_ends(
    site: Site, application: Callable[..., Iterable[bytes]] | None = None
) -> Iterator[DeadEnd]:
    """Everything on the site's published pages and feeds that leads nowhere, page by page."""
    reader = Reader(site, application)
    feeds: dict[str, None] = {}
    for page in addresses_of(site, reader):
        answer = reader.ask(page)
        if answer.status >= 400:
            yield DeadEnd(page, "chính trang này", page, f"trả lời {answer.status}")
        elif answer.kind == "text/html":
            tree = lxml.html.fromstring(answer.body)
            feeds |= dict.fromkeys(_feeds(tree))
            yield from _on_page(reader, page, tree)
    for feed in ("/sitemap.xml", *feeds):
        path = reader.here("/", feed)
        if path:
            yield from _in_feed(reader, path)


def addresses_of(site: Site, reader: Reader) -> list[str]:
    """Paths of all pages that everybody may read, the front page first."""
    pages = open_to_all(Page.objects.live().descendant_of(site.root_page, inclusive=True))
    paths = (reader.here("/", page.full_url or "/") for page in pages.order_by("path").iterator())
    return list(dict.fromkeys(filter(None, paths)))


def _feeds(tree: Any) -> list[str]:
    return [
        str(link.get("href"))
        for link in tree.xpath("//link[@rel='alternate'][contains(@type, 'xml')]")
    ]


def _on_page(reader: Reader, page: str, tree: Any) -> Iterator[DeadEnd]:
    for place, address in _named(tree):
        why = _wrong(reader, page, address)
        if why:
            yield DeadEnd(page, place, address, why)
    for figure in tree.xpath(
        "//figure[not(.//img or .//table or .//audio or .//video or .//svg or .//blockquote)]"
    ):
        yield DeadEnd(page, _words(figure) or "khung ảnh", "", "khung trống, không còn ảnh")
    for element in tree.xpath("//main//*[not(*)][normalize-space(text())='None']"):
        yield DeadEnd(page, element.tag, "", "ghi “None”")


def _named(tree: Any) -> Iterator[tuple[str, str]]:
    for attribute, path in _NAMED.items():
        for element in tree.xpath(path):
            yield _words(element) or element.get("alt") or element.tag, element.get(attribute)
    for element in tree.xpath("//*[@srcset]"):
        for part in element.get("srcset").split(","):
            if part.strip():
                yield "ảnh", part.split()[0]


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())[:_PLACE_LETTERS]


def _wrong(reader: Reader, page: str, address: str) -> str:
    if address.strip() in ("", "None") or address.strip().endswith("/None"):
        return "không dẫn tới đâu"
    path = reader.here(page, address)
    if path is None or address.startswith("#"):
        return ""
    status = reader.status_of(path)
    return f"trả lời {status}" if status >= 400 else ""


def _in_feed(reader: Reader, feed: str) -> Iterator[DeadEnd]:
    answer = reader.ask(feed)
    if answer.status >= 400:
        yield DeadEnd(feed, "chính trang này", feed, f"trả lời {answer.status}")
        return
    for found in _IN_FEEDS.finditer(answer.body.decode("utf-8", "replace")):
        address = (found[1] or found[2]).replace("&amp;", "&")
        why = _wrong(reader, feed, address)
        if why:
            yield DeadEnd(feed, "trong nguồn tin", address, why)
