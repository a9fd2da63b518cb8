"""What is saved several times on its way in is indexed once, when it is ready; many pages together."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from search.entries import refresh_pages
from search.held import HELD, hold

_AT_ONCE = 100
"""Pages whose texts are in memory at once."""


@contextmanager
def indexed_once() -> Iterator[None]:
    """Hold back both indexes of the pages saved inside, ours and the admin's, until the end.

    An error inside leaves them as they were: its caller's transaction takes the pages back.
    """
    if HELD.get() is not None:
        yield
        return
    held: dict[int, Page] = {}
    mark = HELD.set(held)
    try:
        yield
    finally:
        HELD.reset(mark)
    index(held.values())


def index(pages: Iterable[Page]) -> None:
    """Both indexes, from what is stored; many pages with few statements. They wait inside `indexed_once`."""
    pages = [page for page in pages if not hold(page)]
    for first in range(0, len(pages), _AT_ONCE):
        _index_for_admin(refresh_pages(pages[first : first + _AT_ONCE]))


def _index_for_admin(stored: list[Page]) -> None:
    kinds: dict[type[Page], list[Page]] = {}
    for page in stored:
        kinds.setdefault(type(page), []).append(page)
    for backend in get_search_backends(with_auto_update=True):
        for kind, some in kinds.items():
            backend.add_bulk(kind, some)
