"""A record in the making: what a source states, and what of it could only be kept as text.

One unreadable part never drops a procedure. A reader says so with `doubt`: the report names the
place, and the guide shows "cần đối chiếu" beside the part.
"""

from dataclasses import dataclass, field

from procedures.choices import OfficialField
from procedures.exchange.problems import Remark
from procedures.exchange.structure import Record


@dataclass
class Draft:
    """One procedure as it is read; `parts` becomes the record, absent parts stay as they stand."""

    code: str
    place: str
    parts: Record = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    is_national: bool = False
    """Whether the text comes from the national list, which takes the marks of a sample away."""

    def doubt(self, place: str, reason: str, official_field: str | None = None) -> None:
        """Name what could not be read; `official_field` is marked for residents too."""
        where = ", ".join(filter(None, [self.place, place]))
        remark = Remark(where, reason, self.code)
        if remark not in self.remarks:
            self.remarks.append(remark)
        if official_field:
            self.doubts.add(OfficialField(official_field).value)

    @property
    def record(self) -> Record:
        """The record that plans and saving work with."""
        return {
            "code": self.code,
            "place": self.place,
            "remarks": self.remarks,
            "doubts": sorted(self.doubts),
            "is_national": self.is_national,
            **self.parts,
        }
