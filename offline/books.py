"""Books: many pages that a reader takes onto the device in one tap, with the files they name.

A section registers what its book holds; this app knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from wagtail.models import Page

PAGE_BYTES = 12_000
"""What a guide weighs on the way, compressed, measured on the demo; files are counted exactly."""

_providers: "dict[type[Page], Provider]" = {}


@dataclass(frozen=True)
class Book:
    """Paths of pages, and `{path: bytes}` of the forms and recordings that they name."""

    pages: list[str]
    files: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that are fetched, about."""
        return len(self.pages) * PAGE_BYTES + sum(self.files.values())


Provider: TypeAlias = Callable[[Page], Book]


def register_book(page_class: type[Page], provider: Provider) -> None:
    """`provider(page)` makes the `Book` of a page of that class."""
    _providers[page_class] = provider


def book_of(page: Page) -> Book | None:
    """The page's book, or None where it has none."""
    provider = _providers.get(type(page))
    return provider(page) if provider else None
