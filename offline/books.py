"""Books: many pages that a reader takes onto the device in one tap, with the files they name.

A section registers what its book holds; this app knows none of them.
"""

from dataclasses import dataclass, field

PAGE_BYTES = 12_000
"""What a guide weighs on the way, compressed, measured on the demo; files are counted exactly."""

_providers = {}


@dataclass(frozen=True)
class Book:
    """Paths of pages, and `{path: bytes}` of the forms and recordings that they name."""

    pages: list
    files: dict = field(default_factory=dict)

    @property
    def size(self):
        """Bytes that are fetched, about."""
        return len(self.pages) * PAGE_BYTES + sum(self.files.values())


def register_book(page_class, provider):
    """`provider(page)` makes the `Book` of a page of that class."""
    _providers[page_class] = provider


def book_of(page):
    """The page's book, or None where it has none."""
    provider = _providers.get(type(page))
    return provider(page) if provider else None
