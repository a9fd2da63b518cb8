"""The main menu as a page shows it: which item is the present one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

Target: TypeAlias = tuple[str, str]
"""(text, address)."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One item; `current` is the value for `aria-current`, empty where it does not apply."""

    text: str
    href: str
    current: str = ""


def targets(blocks: Iterable[Any]) -> list[Target]:
    """`(text, address)` of the items that lead somewhere."""
    found = [(block.value.text, block.value.href) for block in blocks]
    return [(text, href) for text, href in found if href and text]


def menu_items(items: list[Target], path: str) -> list[MenuItem]:
    """The items as one page shows them; the one whose address is nearest above `path` is marked."""
    above = [href for _, href in items if href != "/" and path.startswith(href)]
    nearest = path if any(href == path for _, href in items) else max(above, key=len, default=None)
    return [MenuItem(text, href, _mark(href, nearest, path)) for text, href in items]


def _mark(href: str, nearest: str | None, path: str) -> str:
    if href != nearest:
        return ""
    return "page" if href == path else "true"
