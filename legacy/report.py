"""A run in words: a few lines for whoever ran it, every file as CSV for the board."""

import csv
from collections.abc import Iterator
from pathlib import Path

from legacy.importing import Result
from legacy.models import ImportRun
from legacy.survey.kinds import Kind

HEADINGS = ["Tệp", "Loại", "Vì sao", "Tiêu đề", "Địa chỉ cũ", "Kết quả", "Địa chỉ mới"]


def report_lines(run: ImportRun) -> Iterator[str]:
    """The counts by kind and result, and where to look further."""
    yield f"Lần nhập {run.pk}: {run.get_state_display()}, {run.done}/{run.total} bài."
    kinds = [(kind.label, run.counts.get(f"kind:{kind.name.lower()}", 0)) for kind in Kind]
    yield "Tệp: " + "; ".join(f"{count} {label}" for label, count in kinds if count)
    results = [(r.value, run.counts.get(f"result:{r.name.lower()}", 0)) for r in Result]
    yield "Bài: " + "; ".join(f"{count} {label}" for label, count in results if count)
    yield (
        f"Chuyên mục mới: {run.counts.get('sections', 0)}; bài đổi liên kết: {run.counts.get('links', 0)}; "
        f"bài cần xem: {run.counts.get('doubts', 0)}; ảnh, tệp không tìm thấy: {len(run.missing)}."
    )
    yield f"Lấy lại tất cả: manage.py import_portal --undo {run.pk}"


def write_csv(run: ImportRun, path: Path) -> None:
    """Every file; Excel reads the letters right by the mark at the start."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_rows(run, file)


def write_rows(run: ImportRun, file) -> None:
    """The rows of the report into anything that can be written to."""
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    labels = {kind.name.lower(): kind.label for kind in Kind}
    for one in run.files.select_related("page").iterator(chunk_size=500):
        new = one.page.url if one.page and one.page.live else ""
        cells = [
            one.name,
            labels.get(one.kind, one.kind),
            one.why,
            one.title,
            one.address,
            one.result,
            new,
        ]
        writer.writerow([harmless(cell) for cell in cells])


def harmless(cell: str | None) -> str:
    """No cell that a spreadsheet would run as a formula."""
    words = cell or ""
    return f"'{words}" if words[:1] in "=+-@" and words[:1] else words
