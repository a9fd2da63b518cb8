"""A table of articles as CSV, in whatever way Excel and database programs write it."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial

from legacy.article import manuscript_from_row
from legacy.refusals import RefusedError
from legacy.rows.joining import looks_like_article
from manuscripts.manuscript import Manuscript

csv.field_size_limit(50 * 1024 * 1024)


def parts(content: str) -> Iterator[tuple[int, Callable[[], Manuscript]]]:
    """Each row."""
    rows = rows_in(content)
    if not any(map(looks_like_article, rows)):
        raise RefusedError("bảng không có cột tiêu đề và cột nội dung")
    for number, row in enumerate(rows, 2):
        yield number, partial(manuscript_from_row, row)


def rows_in(content: str) -> list[dict]:
    """The rows under their headings; text of several lines stands in quotation marks."""
    content = content.lstrip("\ufeff")
    first = content.partition("\n")[0]
    sign = max(",;\t|", key=first.count)
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=sign)
    rows = [{str(k).strip(): v for k, v in row.items() if k is not None} for row in reader]
    return [{k: None if v in ("NULL", "\\N") else v for k, v in row.items()} for row in rows]
