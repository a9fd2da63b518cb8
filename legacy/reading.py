"""From paths to manuscripts: the first half of an import, which touches no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from legacy.readers import read_source
from legacy.refusals import Refused
from legacy.source_files import files_under, text_in
from news.manuscript import Manuscript


@dataclass
class Read:
    """One article read from a file, or the refusal to read it."""

    file: Path
    line: int
    manuscript: Manuscript | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """The file as the person named it; an article among others with its line."""
        return str(self.file) if self.line <= 1 else f"{self.file}:{self.line}"

    @property
    def folder(self) -> Path:
        return self.file.parent


def read_all(paths: Iterable[str | Path]) -> Iterator[Read]:
    """Every article under the paths, in order; what cannot be trusted comes as a refusal."""
    for file in files_under(paths):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Read]:
    try:
        content = text_in(file)
    except Refused as refused:
        yield Read(file, refused.line, reason=refused.reason)
        return
    found = False
    for line, outcome in read_source(content, file.suffix.lower()):
        found = True
        if isinstance(outcome, Refused):
            yield Read(file, max(line, outcome.line), reason=outcome.reason)
        else:
            yield Read(file, line, outcome)
    if not found:
        yield Read(file, 1, reason="tệp rỗng")


def described(read: Read, section: str = "") -> dict:
    """An article in the words of `--dry-run --json`."""
    manuscript = read.manuscript
    return {
        "file": read.name,
        "section": section or manuscript.section,
        "title": manuscript.title,
        "published_at": iso(manuscript.published_at),
        "views": manuscript.views,
        "lead": manuscript.lead,
        "paragraphs": manuscript.paragraphs,
        "figures": [{"caption": picture.caption} for picture in manuscript.figures],
        "author": manuscript.author,
        "source": manuscript.source or manuscript.source_url,
    }


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
