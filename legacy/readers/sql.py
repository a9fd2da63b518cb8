"""A dump of an old portal's database."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_row
from legacy.refusals import RefusedError
from legacy.rows.joining import joined
from legacy.rows.sql import rows_in
from manuscripts.manuscript import Manuscript


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each article of the dump."""
    tables = defaultdict(list)
    for table, row in rows_in(content):
        tables[table].append(row)
    rows = joined(tables)
    if not rows:
        named = ", ".join(list(tables)[:6]) or "không có bảng nào"
        raise RefusedError(f"không thấy bảng bài viết trong tệp SQL ({named})")
    for number, row in enumerate(rows, 1):
        yield number, partial(manuscript_from_row, row)
