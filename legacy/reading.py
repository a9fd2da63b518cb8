"""From paths to manuscripts: the first half of an import, which touches no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from legacy.readers import read_source
from legacy.refusals import LeftOutError, RefusedError
from legacy.source_files import text_in
from legacy.survey.addresses import paths_of
from manuscripts.described import described as manuscript_described
from manuscripts.elements import FileLink
from manuscripts.manuscript import Manuscript


@dataclass
class Read:
    """One article read from a file, or the refusal to read it."""

    file: Path
    line: int
    manuscript: Manuscript | None = None
    reason: str = ""
    alone: bool = True
    refused: RefusedError | None = None
    key: str = ""
    """How the source is known again, where its file's name does not tell."""
    doubts: list[str] = field(default_factory=list)
    other_reading: str = ""

    @property
    def is_left_out(self) -> bool:
        """The source says itself that it is no article."""
        return isinstance(self.refused, LeftOutError)

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
            yield Read(
                file, max(line, outcome.line), None, outcome.reason, len(outcomes) < 2, outcome
            )
        else:
            yield Read(file, line, outcome, alone=len(outcomes) < 2)


def described(read: Read, section: str = "") -> dict:
    """An article in the words of `--dry-run --json`."""
    manuscript = read.manuscript
    return manuscript_described(manuscript, read.name, section) | told_besides(manuscript)


def told_besides(manuscript: Manuscript) -> dict:
    """What only some sources tell: tags, old addresses, that it was a draft, files to download."""
    besides = {
        "tags": manuscript.tags,
        "old_addresses": paths_of(manuscript.addresses),
        "files": [element.href for element in manuscript.body if isinstance(element, FileLink)],
    }
    said = {name: value for name, value in besides.items() if value}
    return said | ({"status": "draft"} if manuscript.is_draft else {})
