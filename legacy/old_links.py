"""Links inside an imported body: to a file that came along, to an article that came along, or onward."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

LINK = re.compile(r'<a href="(?P<href>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.S)
UNKNOWN_HOST = "trang-cu.invalid"
"""Stands for the old site's own host where no page says what it was called."""
Resolver = Callable[[str], str | None]


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
