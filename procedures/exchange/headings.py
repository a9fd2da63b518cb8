"""Finds the row of headings in a sheet that people have worked on.

A title above, other capitals, missing marks, a doubled column: none of it hides a heading.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.exchange.grids import Cells, Grid, NumberedRow
from procedures.prose import tidy
from search.folding import folded_text

SEARCHED_ROWS = 20
CODE_HEADINGS = ("mã thủ tục", "mã tthc", "mã số", "mã số tthc", "mã thủ tục hành chính", "mã")
NAME_HEADINGS = ("tên thủ tục", "tên tthc", "tên thủ tục hành chính", "tên")


def fold(heading: object) -> str:
    """`Mã  THỦ TỤC` and `ma thu tuc` are one heading."""
    return str(folded_text(tidy(heading))).strip(" .:*")


_CODES = {fold(heading) for heading in CODE_HEADINGS}


@dataclass
class Headed:
    """A sheet with its headings: places by folded heading, the first row of data, the doubled ones."""

    title: str
    row: int
    places: dict[str, list[int]]
    names: dict[str, str]
    """Folded heading -> the heading as it stands there."""

    def place(self, *headings: str) -> int | None:
        """Column number of the first of `headings` that is there, or None."""
        found = (self.places[fold(one)][0] for one in headings if fold(one) in self.places)
        return next(found, None)

    @property
    def code_place(self) -> int | None:
        """Column of the codes."""
        return self.place(*CODE_HEADINGS)

    @property
    def doubled(self) -> dict[str, list[int]]:
        """Headings that stand there more than once, with their columns."""
        return {self.names[key]: places for key, places in self.places.items() if len(places) > 1}


def headed(grid: Grid, title: str) -> Headed | None:
    """The sheet's headings, or None where no row has a column of codes."""
    for count, (number, values) in enumerate(grid.rows(title)):
        if count >= SEARCHED_ROWS:
            return None
        folded = [fold(value) if isinstance(value, str) else "" for value in values]
        if _CODES & set(folded) and sum(map(bool, folded)) > 1:
            return _headed(title, number, values, folded)
    return None


def _headed(title: str, number: int, values: Cells, folded: list[str]) -> Headed:
    places: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for place, (key, value) in enumerate(zip(folded, values, strict=True)):
        if key:
            places.setdefault(key, []).append(place)
            names.setdefault(key, tidy(value))
    return Headed(title, number, places, names)


def data_rows(grid: Grid, sheet: Headed) -> Iterator[NumberedRow]:
    """(row number, values) below the headings; a repeated row of headings is none of them."""
    for number, values in grid.rows(sheet.title):
        if number <= sheet.row:
            continue
        place = sheet.code_place
        code = values[place] if place is not None and place < len(values) else None
        if isinstance(code, str) and fold(code) in _CODES:
            continue
        yield number, values
