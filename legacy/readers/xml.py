"""A WordPress export; other XML (feeds, site maps) holds no whole articles."""

from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_row
from legacy.refusals import LeftOutError
from legacy.rows import wxr
from manuscripts.manuscript import Manuscript


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each post of the export."""
    if not wxr.is_export(content):
        raise LeftOutError("XML không phải bản xuất của WordPress")
    for number, row in enumerate(wxr.rows_in(content), 1):
        yield number, partial(manuscript_from_row, row)
