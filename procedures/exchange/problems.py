"""What was wrong with a file, so that the person who made it can find the cell."""

from dataclasses import dataclass


class FileRefusedError(Exception):
    """The whole file cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Problem:
    """One fault: where it stands, and what to do about it."""

    place: str
    """`Cách thức, ô K12` in a workbook, `mục 3, executionMethods[0]` in JSON."""
    reason: str
    code: str = ""
    """The procedure that is refused for it, where known."""

    def __str__(self) -> str:
        code = f" (thủ tục {self.code})" if self.code else ""
        return f"{self.place}{code}: {self.reason}"


class Remark(Problem):
    """A part that could not be read as it should: it came in as text, or stayed as it was."""
