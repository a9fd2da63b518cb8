"""A table of figures: one shape for screen, print, CSV and XLSX, so that all show the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its figures; the ids say what is meant, where it is a page or a kind of page."""

    name: str
    numbers: tuple[int, ...]
    page_id: int | None = None
    kind_id: int | None = None
    note: str = ""
    source: str = ""
    """`device:phone`, for rows that can be followed through time (`visits.source_screen`)."""


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` names the rows' cells, the first of them the name; `numbers` are whole numbers."""

    key: str
    """Short ASCII name, for addresses and file names."""
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    total: Row | None = None
    empty: str = "Chưa có số liệu trong khoảng thời gian này."
    note: str = ""
    bar: int = 0
    """Which of a row's figures the bar beside them shows…"""
    full_bar: int = 0
    """…and what a full bar stands for; 0 for the largest of them."""

    @property
    def number_columns(self) -> tuple[str, ...]:
        """The names of the columns that hold figures."""
        return self.columns[1:]

    def rows_with_bars(self) -> list[tuple[Row, int]]:
        """The rows, each with the length of its bar as a percentage."""
        figures = [row.numbers[self.bar] if row.numbers else 0 for row in self.rows]
        full = self.full_bar or max([*figures, 1])
        return [(row, figure * 100 // full) for row, figure in zip(self.rows, figures, strict=True)]

    def lines(self) -> Iterator[Sequence[str | int]]:
        """Header, rows and total as lists of cells."""
        yield list(self.columns)
        for row in self.rows:
            yield [row.name, *row.numbers]
        if self.total:
            yield [self.total.name, *self.total.numbers]
