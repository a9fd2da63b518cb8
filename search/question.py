"""One question as the bitmaps see it: who holds its words, where, and how much that weighs.

Any word may match; what is rare weighs more, a name more than a body, words side by side more than
scattered ones, the marks that were typed more than others (docs/decisions/040).
"""

from itertools import pairwise
from math import log

from search import codes
from search.folding import Word
from search.index import terms
from search.index.bitmaps import Sums
from search.sentences import FAINT, is_sentence, meaning_of

_SCALE = 240
"""What all words of a question weigh together: whole numbers keep the sums of bitmaps small."""
_OTHER_MARKS = 0.5
"""What a word counts that has other marks than those typed."""
_IN_NAMES, _IN_NAMES_NEAR, _BESIDE_NEAR, _SCATTERED_NEAR = 0.62, 0.42, 0.2, 0.85
"""Shares of a question's weight: in names for a hit; in names, side by side there, anywhere for what
is near."""
_SHORTEST_NUMBER = 5
"""Digits from which a number must be there."""
_TWO, _THREE, _FOUR, _SENTENCE = 2, 3, 4, 5
_RARE = 4
"""Texts that hold every word of a question: as few as these are what somebody remembers of one."""


class Question:
    """`query` (search.queries.Query) against the postings of its terms."""

    def __init__(self, query, penalty=1.0):
        self.query = query
        self.penalty = penalty
        """What an answer counts beside one to the words that were typed: for other names of a thing."""
        self.words = query.words
        self.pairs = list(pairwise(self.words))

    def terms(self):
        """Terms to read before `weigh`."""
        wanted = [terms.PRIORITY, self._beginning()]
        for one in self.words:
            wanted += [
                terms.word(field, one.folded)
                for field in (terms.ANYWHERE, terms.NAMES, terms.TITLE)
            ]
            if is_precise(one):
                wanted += [
                    terms.word(terms.ANYWHERE_MARKED, one.marked),
                    terms.word(terms.NAMES_MARKED, one.marked),
                ]
        for one, other in self.pairs:
            wanted += [
                terms.name_pair(one.folded, other.folded),
                terms.pair(one.folded, other.folded),
            ]
        return wanted

    def weigh(self, postings, among):
        """Read the bitmaps; `among` is the bitmap of all entries that may be found."""
        self.among = among
        self._read(postings)
        total = max(among.bit_count(), 20)
        meaning = self._meaning()
        rarity = [log(1 + total / (anywhere.bit_count() + 0.5)) for anywhere in self.anywhere]
        whole = sum(share * weight for share, weight in zip(meaning, rarity, strict=True))
        self.weights = [
            max(1, round(_SCALE * share * weight / whole))
            for share, weight in zip(meaning, rarity, strict=True)
        ]
        self.tells = [share == 1.0 for share in meaning]
        self.whole = sum(self.weights)
        self._prepare_for_names()
        self.all_beside = self.phrase()
        self.all_held = self.all_words() if len(self.telling()) > _TWO else 0
        self.rare = self.rare_together()
        self._sum()

    def _meaning(self):
        """What each word says; in a long question one that nothing holds is a slip, or says little here."""
        meaning = meaning_of(self.words)
        held = [
            share == 1.0 and bool(found)
            for share, found in zip(meaning, self.anywhere, strict=True)
        ]
        if sum(held) < _THREE:
            return meaning
        return [
            share if found else min(share, FAINT)
            for share, found in zip(meaning, self.anywhere, strict=True)
        ]

    def _prepare_for_names(self):
        """What the last order compares with names (search.ranking)."""
        self.folded = self.query.folded
        self.weight_of, self.pair_weights = {}, {}
        for one, weight in zip(self.words, self.weights, strict=True):
            self.weight_of[one.folded] = self.weight_of.get(one.folded, 0) + weight
        for (one, other), weights in zip(self.pairs, pairwise(self.weights), strict=True):
            self.pair_weights[one.folded, other.folded] = min(weights)
        self.all_pairs = sum(self.pair_weights.values())
        self.marks_of = {one.folded: one.marked for one in self.words if one.has_marks}

    def _read(self, postings):
        def of(field, token):
            return postings[terms.word(field, token)] & self.among

        self.begun = postings[self._beginning()] & self.among
        self.priority = postings[terms.PRIORITY] & self.among
        years = sorted(postings.values_of(terms.YEAR).items(), reverse=True)[:_TWO]
        self.fresh = [bitmap & self.among for _, bitmap in years]
        self.anywhere = [of(terms.ANYWHERE, one.folded) for one in self.words]
        self.names = [of(terms.NAMES, one.folded) for one in self.words]
        self.title = [of(terms.TITLE, one.folded) for one in self.words]
        self.marked = [
            (of(terms.ANYWHERE_MARKED, one.marked), of(terms.NAMES_MARKED, one.marked))
            if is_precise(one)
            else (anywhere, names)
            for one, anywhere, names in zip(self.words, self.anywhere, self.names, strict=True)
        ]
        self.name_pairs = [
            postings[terms.name_pair(one.folded, other.folded)] & self.among
            for one, other in self.pairs
        ]
        self.any_pairs = [
            postings[terms.pair(one.folded, other.folded)] & self.among for one, other in self.pairs
        ]

    def _sum(self):
        """Sums over all entries: what names hold, what anything holds, and the rank before the last."""
        self.in_names, self.in_all, self.rank = Sums(), Sums(), Sums()
        for place, weight in enumerate(self.weights):
            exact, exact_name = self.marked[place]
            half = round(weight * _OTHER_MARKS)
            for sums, any_marks, marked in (
                (self.in_names, self.names[place], exact_name),
                (self.in_all, self.anywhere[place], exact),
            ):
                sums.add(any_marks & marked, weight)
                sums.add(any_marks & ~marked, half)
            self.rank.add(self.names[place], 3 * weight)
            self.rank.add(self.title[place], weight)
            self.rank.add(self.anywhere[place], weight)
            self.rank.add(exact_name, weight)
            self.rank.add(exact, half)
        for place in range(len(self.pairs)):
            weight = min(self.weights[place : place + _TWO])
            self.rank.add(self.name_pairs[place], 2 * weight)
            self.rank.add(self.any_pairs[place], weight)
        self.rank.add(self.priority, self.whole)
        for bitmap, share in zip(self.fresh, (6, 12), strict=False):
            self.rank.add(bitmap, self.whole // share)
        self.rank.add(self.all_beside, self.whole)
        self.rank.add(self.all_held, 2 * self.whole)
        self.rank.add(self.rare, 3 * self.whole)

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
        """Entries that hold the exchanged words (search.thesaurus) in names or side by side; else all."""
        named = together = self.among
        for place in self.query.exchanged:
            named &= self.names[place]
        for place in self.query.exchanged[:-1]:
            together &= self.any_pairs[place]
        return named | together if len(self.query.exchanged) > 1 else named

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

    def _beginning(self):
        last = self.words[-1].folded
        return terms.beginning(last if codes.is_code(last) else last[: terms.LONGEST_BEGINNING])

    def near(self):
        """Entries that come near to it."""
        if len(self.words) == 1 or len(self.telling()) < 1:
            return 0
        found = self.in_names.at_least(round(self.whole * _IN_NAMES_NEAR), self._two())
        found |= self.in_names.at_least(round(self.whole * _BESIDE_NEAR), self.beside_in_names())
        if len(self.words) == _TWO:
            found |= self.all_words()
        found |= self.rare
        if len(self.telling()) > _TWO:
            found |= self.in_all.at_least(round(self.whole * _SCATTERED_NEAR), self.among)
            found |= self.all_words_any_marks()
        return found & self.required()

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
            return self.hits() & ~self.beside_in_names()
        return self.hits() & self.all_beside & ~self._without_pairs()

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
        if len(self.words) < _FOUR or not self.query.is_marked or is_sentence(self.words):
            return 0
        found = self.among
        for exact, _ in self.marked:
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
