"""What the importer will not take: where and why, in words for the person who runs it."""


class RefusedError(Exception):
    """A source that cannot be trusted; `line` is where a person should look."""

    def __init__(self, reason: str, line: int = 1):
        super().__init__(reason)
        self.reason = reason
        self.line = line


class LeftOutError(RefusedError):
    """A source that is no article, by what it says itself: nothing is wrong with it."""


def line_of(words: str, text: str) -> int:
    """The number of the first line in which the words stand, or 1."""
    place = text.find(words) if words else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else 1


def quoted(reason: str) -> str:
    """What a reason quotes from the source, so that its line can be found."""
    return reason.partition("“")[2].partition("”")[0]
