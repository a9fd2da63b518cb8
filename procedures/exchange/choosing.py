"""Which procedures of a file an official wants: the commune's, some fields, a pasted list of codes."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from procedures.exchange.problems import Remark
from procedures.exchange.reading import Reading
from procedures.exchange.structure import Record
from search.folding import folded_text

_COMMUNE = re.compile(
    r"\b(cap xa|ubnd xa|uy ban nhan dan (cac )?(cap )?(xa|phuong)|cong an (cap )?xa|xa, phuong)"
)


@dataclass(frozen=True)
class Chosen:
    """What is asked for; empty means everything."""

    commune_only: bool = False
    areas: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def of(self, reading: Reading) -> Reading:
        """The reading with the chosen records only; codes stay, a complete list remains complete."""
        kept = [record for record in reading.records if self._holds(record)]
        left = len(reading.records) - len(kept)
        return replace(
            reading, records=kept, remarks=_of(kept, reading.remarks) if left else reading.remarks
        )

    def _holds(self, record: Record) -> bool:
        areas = {folded_text(area) for area in record.get("subject_areas", [])}
        wanted = {folded_text(area) for area in self.areas}
        return (
            (not self.codes or record["code"] in self.codes)
            and (not wanted or bool(areas & wanted))
            and (not self.commune_only or is_of_commune(record))
        )


def is_of_commune(record: Record) -> bool:
    """Whether the commune carries a procedure out, by its levels, else by who handles it."""
    if record.get("levels"):
        return "commune" in record["levels"]
    names = [row["name"] for row in record.get("agencies", []) if row["role"] == "handling"]
    return not names or any(_COMMUNE.search(folded_text(name)) for name in names)


def areas_of(reading: Reading) -> list[tuple[str, int]]:
    """(subject area, number of records), the most frequent first: what the filter offers."""
    found = Counter(area for record in reading.records for area in record.get("subject_areas", []))
    return found.most_common()


def _of(records: list[Record], remarks: list[Remark]) -> list[Remark]:
    codes = {record["code"] for record in records}
    return [remark for remark in remarks if not remark.code or remark.code in codes]
