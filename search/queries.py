"""What a person typed, reduced to words before any database sees it."""

from dataclasses import dataclass

from search.folding import Word, clean, words_of

MAX_LENGTH = 100
"""Characters; a longer question is cut, because nobody needs more and a database pays for it."""
MAX_WORDS = 16


@dataclass(frozen=True)
class Query:
    """`text` as it is shown again, and its `words`."""

    text: str
    words: tuple[Word, ...]

    @property
    def folded(self):
        """The words without marks, joined by spaces."""
        return " ".join(word.folded for word in self.words)

    @property
    def is_marked(self):
        """Whether the person typed with Vietnamese marks."""
        return any(word.has_marks for word in self.words)


def read_query(text):
    """A query from any string: quotes, brackets, wildcards and control characters fall away."""
    text = " ".join(clean(text).split())[:MAX_LENGTH]
    text = "".join(sign for sign in text if sign.isprintable()).strip()
    return Query(text, tuple(words_of(text))[:MAX_WORDS])


def query_of_words(folded_words):
    """A query made by the machine, such as a corrected one."""
    return read_query(" ".join(folded_words))
