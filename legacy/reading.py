"""From paths to manuscripts: the first half of an import, which touches no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legacy.readers import read_source
from legacy.refusals import RefusedError
from legacy.source_files import text_in
from manuscripts.described import described as manuscript_described
from manuscripts.manuscript import Manuscript


@dataclass
class Read:
    """One article read from a file, or the refusal to read it."""

    file: Path
    line: int
    manuscript: Manuscript | None = None
    reason: str = ""
    alone: bool = True

    @property
    def name(self) -> str:
        """The file as the person named it; an article among others with its line."""
        return str(self.file) if self.alone else f"{self.file}:{self.line}"

    @property
    def folder(self) -> Path:
        """Where pictures beside the source would lie."""
        return self.file.parent


def read_file(file: Path) -> Iterator[Read]:
    """Every article in a file; what cannot be trusted comes as a refusal."""
    try:
        outcomes = list(read_source(text_in(file), file.suffix.lower()))
    except RefusedError as refused:
        outcomes = [(refused.line, refused)]
    for line, outcome in outcomes or [(1, RefusedError("tệp rỗng"))]:
        if isinstance(outcome, RefusedError):
            yield Read(file, max(line, outcome.line), reason=outcome.reason)
        else:
            yield Read(file, line, outcome, alone=len(outcomes) < 2)


def described(read: Read, section: str = "") -> dict:
    """An article in the words of `--dry-run --json`."""
    return manuscript_described(read.manuscript, read.name, section)
