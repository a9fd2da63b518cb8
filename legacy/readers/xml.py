"""A WordPress export, a feed with whole texts, a table of a database; site maps hold no articles."""

from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_row
from legacy.refusals import LeftOutError
from legacy.rows import feeds, wxr
from manuscripts.manuscript import Manuscript


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each post of the export."""
    is_wordpress = wxr.is_export(content)
    if not is_wordpress and not feeds.is_feed(content):
        raise LeftOutError("XML không phải bản xuất bài viết")
    rows = (wxr if is_wordpress else feeds).rows_in(content)
    for number, row in enumerate(rows, 1):
        yield number, partial(manuscript_from_row, row)
