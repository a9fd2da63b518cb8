"""Links inside an imported body: to a file that came along, to an article that came along, or onward."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from manuscripts.html.inline import attribute
from manuscripts.html.pictures import LAZY_SOURCES

LINK = re.compile(r'<a href="(?P<href>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.S)
UNKNOWN_HOST = "trang-cu.invalid"
"""Stands for the old site's own host where no page says what it was called."""
ABSOLUTE = re.compile(r"/|#|\?|[a-z][a-z0-9+.-]*:", re.I)
Resolver = Callable[[str], str | None]


def settle_base(tree: Tag) -> None:
    """Where a page names what its addresses are relative to, they are completed by it."""
    stated = tree.find("base", href=True)
    base = attribute(stated, "href").strip() if stated else ""
    if not base.startswith(("http://", "https://", "/")):
        return
    for tag in tree.find_all(["img", "a", "source", "iframe", "embed", "video", "audio"]):
        for name in ("src", "href", *LAZY_SOURCES):
            address = attribute(tag, name).strip()
            if address and not ABSOLUTE.match(address):
                tag[name] = joined(base, address)


def joined(base: str, address: str) -> str:
    """A relative address from its base; what is no address stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def rewritten(value, resolve: Resolver):
    """Blocks with every link given to `resolve`, which answers with new attributes or None.

    A link that leads nowhere any more leaves its words behind.
    """
    if isinstance(value, str):
        return LINK.sub(lambda found: _link(found, resolve), value) if "<a href" in value else value
    if isinstance(value, list):
        return [rewritten(part, resolve) for part in value]
    if isinstance(value, dict):
        return {name: rewritten(part, resolve) for name, part in value.items()}
    return value


def _link(found: re.Match, resolve: Resolver) -> str:
    attributes = resolve(unescape(found["href"]))
    if attributes is not None:
        return f"<a {attributes}>{found['words']}</a>" if attributes else found["words"]
    return found[0]


def is_own(href: str, hosts: set[str]) -> bool:
    """Whether an address is the old site's."""
    try:
        host = (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return host == UNKNOWN_HOST or host in hosts


def without_missing_pictures(blocks: list[dict]) -> list[dict]:
    """No block for a picture that is not at hand, unless its caption says something.

    Captions of several pictures in a row stay, each under its own.
    """
    return [shown for shown in map(_with_pictures, blocks) if shown is not None]


def _with_pictures(block: dict) -> dict | None:
    if block["type"] == "figure":
        return None if is_empty(block["value"]) else block
    if block["type"] != "figure_row":
        return block
    figures = [one for one in block["value"]["figures"] if not is_empty(one)]
    if len(figures) > 1:
        return {**block, "value": {"figures": figures}}
    return {"type": "figure", "value": figures[0]} if figures else None


def is_empty(figure: dict) -> bool:
    """Neither a picture nor words."""
    return figure["image"]["image"] is None and not figure["caption"]
