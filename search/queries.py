"""What a person typed, reduced to words before any database sees it."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from search import codes
from search.folding import Word, clean, shadow, tokens, unmarked, words_of
from search.sentences import telling
from search.spoken import written

MAX_LENGTH = 300
"""Characters; a longer question is cut, because nobody needs more: half a minute spoken to a telephone is shorter."""
MAX_WORDS = 20
"""Words that are looked for; of a longer question those that say something, since a database pays for each."""
_QUOTED = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')


@dataclass(frozen=True)
class Query:
    """`text` as it is shown again; its `words`, a code being one; `phrases` stood in quotation marks."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple = field(default=())
    exchanged: range = range(0)
    """Places of the words that are another name for what was typed (search.thesaurus)."""
    is_heard: bool = False
    """Whether that name only sounds like what was typed (search.by_ear)."""

    @property
    def capitals(self):
        """Abbreviations: folded words in capitals, unless everything is."""
        if self.text.upper() == self.text and len(self.words) > 1:
            return set()
        return {
            word.folded
            for token in tokens(self.text)
            if token[0].isupper() and len(token[0]) > 1
            for word in words_of(token[0])
        }

    @cached_property
    def folded(self):
        """The words without marks, joined by spaces."""
        return " ".join(word.folded for word in self.words)

    @cached_property
    def is_marked(self):
        """Whether the person typed with Vietnamese marks."""
        return any(word.has_marks for word in self.words)


def read_query(text):
    """A query from any string: brackets, wildcards and control characters fall away."""
    whole = unicodedata.normalize("NFC", text[: MAX_LENGTH * 4])
    text = " ".join(clean(whole).split())[:MAX_LENGTH]
    text = "".join(sign for sign in text if sign.isprintable()).strip()
    phrases = tuple(tuple(words_of(found)) for found in _QUOTED.findall(text))
    return Query(
        text, tuple(telling(written(list(_asked(text))), MAX_WORDS)), tuple(filter(None, phrases))
    )


def query_of_words(words):
    """A query made by the machine, such as a corrected one; words are text."""
    return read_query(" ".join(words))


def _asked(text):
    """Words and codes in their order; what belongs to a code is no word of its own."""
    spans = codes.spans_in(unmarked(text))
    starts = {start: token for start, _, token in spans}
    for match in tokens(text):
        if match.start() in starts:
            yield Word(starts[match.start()], starts[match.start()] + "q")
        elif not any(start <= match.start() < end for start, end, _ in spans):
            yield shadow(match[0])
