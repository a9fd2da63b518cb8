"""What the survey remembers of each file: little, for there may be tens of thousands."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from legacy.survey.kinds import Kind


@dataclass
class Found:
    """One file or one row; `place` says where its manuscript lies in the survey's own store."""

    path: Path
    root: Path
    name: str
    address: str
    kind: Kind
    why: str
    title: str = ""
    dated: datetime | None = None
    worth: int = 0
    line: int = 1
    alone: bool = True
    place: tuple[int, int] | None = None
    addresses: list[str] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    host: str = ""

    @property
    def shown(self) -> str:
        """The file as editors know it: below the folder that was sent in, not the server's whole path."""
        below = self.name.removeprefix(str(self.root)).lstrip("/")
        return below if below != self.name.lstrip("/") else self.name.rpartition("/")[2]
