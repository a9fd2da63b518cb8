"""One article that is saved several times on its way in is indexed once, when it is ready."""

from collections.abc import Iterator
from contextlib import contextmanager

from modelsearch.index import insert_or_update_object
from wagtail.models import Page

from search.entries import refresh_page
from search.held import HELD


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
    for page in held.values():
        index(page)


def index(page: Page) -> None:
    """Both indexes, from what is stored."""
    refresh_page(page)
    insert_or_update_object(page)
