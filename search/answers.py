"""Which entries answer a weighed question, which come near to it, and which only seem to.

Everything here is an `&` or `|` of bitmaps that `search.question` has read.
"""

from functools import cached_property

from search import codes
from search.folding import Word
from search.index.bitmaps import Sums
from search.sentences import is_sentence

_IN_NAMES, _IN_NAMES_NEAR, _BESIDE_NEAR, _SCATTERED_NEAR = 0.62, 0.42, 0.2, 0.85
"""Shares of a question's weight: in names for a hit; in names, side by side there, anywhere for what
is near."""
_SHORTEST_NUMBER = 5
"""Digits from which a number must be there."""
_TWO, _THREE, _FOUR, _SENTENCE = 2, 3, 4, 5
_OF_A_STORY, _OF_A_STORY_NEAR = 12, 0.28
"""Guides that come near to a sentence with two words in their names, however much of it is the story around."""
_RARE = 4
"""Texts that hold every word of a question: as few as these are what somebody remembers of one."""


class Answers:
    """What a question (search.question.Question) finds."""

    def required(self):
        """Entries with every code and long number that was asked for: these are never guessed."""
        found = self.among
        for one, anywhere in zip(self.words, self.anywhere, strict=True):
            if codes.is_code(one.folded) or (
                one.folded.isdigit() and len(one.folded) >= _SHORTEST_NUMBER
            ):
                found &= anywhere
        return found

    def telling(self):
        """Places of the words that say something."""
        return [place for place, tells in enumerate(self.tells) if tells]

    def all_words(self):
        """Entries that hold every word that says something, with the marks that were typed."""
        found = self.among
        for place in self.telling():
            found &= self.marked[place][0]
        return found

    def all_words_any_marks(self):
        """The same whatever the marks."""
        found = self.among
        for place in self.telling():
            found &= self.anywhere[place]
        return found

    def phrase(self):
        """Entries in which all words follow each other (nearly certain: pairs are)."""
        if not self.pairs:
            return 0
        found = self.among
        for pair in self.any_pairs:
            found &= pair
        exactly = found
        for exact, _ in self.marked:
            exactly &= exact
        self.with_marks = bool(exactly) or len(self.words) == _TWO
        return exactly if self.with_marks else found

    def phrase_words(self):
        """The words as they stand in the texts of `phrase`: whatever the marks where none has those typed."""
        return (
            self.words
            if self.with_marks
            else [Word(one.folded, f"{one.folded}q") for one in self.words]
        )

    @cached_property
    def hits(self):
        """Entries that answer the question; one of two words is one word of Vietnamese."""
        if len(self.words) == 1 or self._has_code():
            return self.required() & (self.anywhere[0] if len(self.words) == 1 else self.among)
        found = self.all_beside
        if len(self.words) == _TWO:
            return (found | self.beside_in_names()) & self.required()
        return (found | self._without_pairs()) & self.other_name() & self.required()

    def _without_pairs(self):
        """Hits of more than two words that hold them in names, or all of them with some together."""
        named = self.in_names.at_least(round(self.whole * _IN_NAMES), self._named())
        return named | self.all_held & self._beside_or_named()

    def other_name(self):
        """Entries that hold the exchanged words (search.thesaurus) in names or side by side; else all.

        A guide has so many names that any two words stand in some.
        """
        named = together = self.among
        for place in self.query.exchanged:
            named &= self.names[place]
        for place in self.query.exchanged[:-1]:
            together &= self.any_pairs[place]
        return named & ~self.priority | together if len(self.query.exchanged) > 1 else named

    def unfinished(self):
        """Entries whose names hold every word but the last, and one that begins like it.

        A word with a mark is finished. Of a code, which may be as long as it likes, what was typed.
        """
        *done, last = self.words
        if is_precise(last) or (codes.is_code(last.folded) and done):
            return 0
        found = self.begun & (self.among if codes.is_code(last.folded) else self.required())
        for _, in_names in self.marked[:-1]:
            found &= in_names
        return found

    def near(self):
        """Entries that come near to it."""
        if len(self.words) == 1 or len(self.telling()) < 1:
            return 0
        both = self._two() & ~self.priority if len(self.words) == _TWO else self._two()
        found = self.in_names.at_least(round(self.whole * _IN_NAMES_NEAR), both)
        found |= self.in_names.at_least(round(self.whole * _BESIDE_NEAR), self.beside_in_names())
        if len(self.words) == _TWO:
            # Of a guide's many names one word says nothing about the other in its text, and two words far
            # apart in a text say nothing at all.
            one, other = self.names
            found |= self.all_words() & (one & other | (one | other) & ~self.priority)
        found |= self.rare
        if len(self.words) >= _SENTENCE and not self._has_code():
            told = self.in_names.at_least(round(self.whole * _OF_A_STORY_NEAR), self._two())
            found |= self.best(_OF_A_STORY, told & self.priority)
        if len(self.telling()) > _TWO:
            found |= self.in_all.at_least(round(self.whole * _SCATTERED_NEAR), self.among)
            found |= self.all_words_any_marks()
        if self._names_a_stranger():
            found &= (
                ~self.priority | self.rare | (self.all_words() if len(self.words) > _TWO else 0)
            )
        return found & self.required()

    def _names_a_stranger(self):
        """Whether a short question names, with its marks, a thing that no name here has: "hồ bơi trẻ em".

        A guide that shares the other words is no answer. A wrong mark is told from it by the words around: these
        stand beside the right word in names.
        """
        if len(self.words) > _FOUR or not self.query.is_marked:
            return False
        return any(
            is_precise(self.words[place])
            and not self.marked[place][1]
            and not any(self.name_pairs[max(place - 1, 0) : place + 1])
            for place in self.telling()
        )

    def last_resort(self):
        """Of a sentence to which nothing comes near: entries named by the word that says most."""
        if len(self.words) < _SENTENCE or self._has_code():
            return 0
        place = max(self.telling(), key=lambda place: self.weights[place], default=None)
        return 0 if place is None else self.names[place] & self.required()

    def doubtful(self):
        """Hits of a short question by nothing but pairs of words in texts, which are kept by a hash."""
        if len(self.words) == 1 or len(self.words) > _THREE or self._has_code():
            return 0
        if len(self.words) == _TWO:
            return self.hits & ~self.beside_in_names()
        return self.hits & self.all_beside & ~self._without_pairs()

    def _has_code(self):
        return any(codes.is_code(one.folded) for one in self.words)

    def surely(self):
        """Entries that hold the words side by side, or all that say something in names."""
        named = self.among
        for place in self.telling():
            named &= self.marked[place][1]
        return (self.all_beside | named) & self.other_name() & self.required()

    def _all_named(self):
        """Entries with all telling words in names."""
        found = self.among
        for place in self.telling():
            found &= self.names[place]
        return found

    def rare_together(self):
        """The few entries that hold every word with its marks: four words of a text and more name it."""
        if not self.exactly or is_sentence(self.words):
            return 0
        found = self.among
        for exact in self.exactly:
            found &= exact
        return found if found.bit_count() <= _RARE else 0

    def _named(self):
        """Entries with all telling words in names, or of more than three some side by side there."""
        found = self._all_named()
        if len(self.telling()) > _THREE:
            found |= self.beside_in_names() & self._two()
        return found

    def beside_in_names(self):
        """Entries with two telling words side by side in a name."""
        found = 0
        for place, pair in enumerate(self.name_pairs):
            if self.tells[place] or self.tells[place + 1]:
                found |= pair & self.names[place] & self.names[place + 1]
        return found

    def _two(self):
        """Entries with two words in names at least: one says nothing in a question of several."""
        one, two = 0, 0
        for place in self.telling():
            two |= one & self.names[place]
            one |= self.names[place]
        return two if len(self.telling()) > 1 else one

    def _beside_or_named(self):
        """Entries with most of the words side by side, or half of them in names."""
        beside, named = Sums(), Sums()
        for pair in self.any_pairs:
            beside.add(pair, 1)
        for place in self.telling():
            named.add(self.names[place], 1)
        return beside.at_least(-(-2 * len(self.pairs) // 3), self.among) | named.at_least(
            -(-len(self.telling()) // 2), self.among
        )


def is_precise(word):
    """Whether a word was typed with its marks; a lone đ is often all that a keyboard gives."""
    return word.has_marks and not word.marked.endswith("q9")
