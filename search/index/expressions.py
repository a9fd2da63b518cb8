"""Questions to the word index, written once and rendered for each database.

Words come from `search.folding`, so they hold nothing but letters and digits.
"""

from dataclasses import dataclass

ANYWHERE, NAMES, TITLE = "", "names", "title"
"""Where words are looked for; names are the title and what people call the thing."""


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other; one word is a phrase as well."""

    words: tuple[str, ...]
    scope: str = ANYWHERE
    marked: bool = False
    """`words` are marked shadows, else folded ones."""
    prefix: bool = False
    """The last word may go on."""


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple


def every(words, **options):
    """Each word somewhere."""
    return All(tuple(Phrase((word,), **options) for word in words))
