"""One question as the bitmaps see it: who holds its words, where, and how much that weighs.

Any word may match; what is rare weighs more, a name more than a body, words side by side more than
scattered ones, the marks that were typed more than others (docs/decisions/040).
"""

from functools import cached_property
from itertools import pairwise
from math import log

from search import codes
from search.answers import Answers, is_precise
from search.index import terms
from search.index.bitmaps import Sums
from search.sentences import FAINT, meaning_of
from search.syllables import is_syllable

_SCALE = 240
"""What all words of a question weigh together: whole numbers keep the sums of bitmaps small."""
_OTHER_MARKS = 0.5
"""What a word counts that has other marks than those typed."""
_TWO, _THREE, _FOUR = 2, 3, 4


class Question(Answers):
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
            elif self._may_be_remembered():
                wanted.append(terms.word(terms.ANYWHERE_MARKED, one.marked))
        for one, other in self.pairs:
            wanted += [
                terms.name_pair(one.folded, other.folded),
                terms.pair(one.folded, other.folded),
            ]
        return wanted

    def _may_be_remembered(self):
        """Whether it is long and typed with marks: then a word without any has none in the text."""
        return len(self.words) >= _FOUR and self.query.is_marked

    def weigh(self, postings, among):
        """Read the bitmaps; `among` is the bitmap of all entries that may be found."""
        self.among = among
        self._read(postings)
        total = max(among.bit_count(), 20)
        meaning = self._meaning()
        rarity = [
            log(1 + total / (_common(anywhere, names) + 0.5))
            for anywhere, names in zip(self.anywhere, self.names, strict=True)
        ]
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

    def _meaning(self):
        """What each word says; in a long question one that nothing holds is a slip, or says little here.

        Unless it is a foreign name, which is just what is asked for: nobody here sells an iphone.
        """
        meaning = meaning_of(self.words)
        held = [
            share == 1.0 and bool(found)
            for share, found in zip(meaning, self.anywhere, strict=True)
        ]
        if sum(held) < _THREE:
            return meaning
        return [
            share if found or not is_syllable(word.folded) else min(share, FAINT)
            for word, share, found in zip(self.words, meaning, self.anywhere, strict=True)
        ]

    def _prepare_for_names(self):
        """What the last order compares with names (search.ranking)."""
        self.folded = self.query.folded
        self.spaced = f" {self.folded} "
        self.weight_of, self.pair_weights, self._shares = {}, {}, {}
        for one, weight in zip(self.words, self.weights, strict=True):
            self.weight_of[one.folded] = self.weight_of.get(one.folded, 0) + weight
        self.asked = frozenset(self.weight_of)
        for (one, other), weights in zip(self.pairs, pairwise(self.weights), strict=True):
            self.pair_weights[one.folded, other.folded] = min(weights)
        self.all_pairs = sum(self.pair_weights.values())
        self.marks_of = {one.folded: one.marked for one in self.words if one.has_marks}

    def share_of(self, words):
        """How much of the question some of its words are, given as a frozen set: the same come again and again."""
        share = self._shares.get(words)
        if share is None:
            share = sum([self.weight_of[word] for word in words]) / self.whole
            self._shares[words] = share
        return share

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
        self.exactly = [
            of(terms.ANYWHERE_MARKED, one.marked) for one in self.words if self._may_be_remembered()
        ]
        self.name_pairs = [
            postings[terms.name_pair(one.folded, other.folded)] & self.among
            for one, other in self.pairs
        ]
        self.any_pairs = [
            postings[terms.pair(one.folded, other.folded)] & self.among for one, other in self.pairs
        ]

    @cached_property
    def in_names(self):
        """How much of the question the names of every entry hold."""
        return self._held(self.names, [exact for _, exact in self.marked])

    @cached_property
    def in_all(self):
        """The same of all that an entry says."""
        return self._held(self.anywhere, [exact for exact, _ in self.marked])

    def _held(self, any_marks, marked):
        sums = Sums()
        for weight, found, exact in zip(self.weights, any_marks, marked, strict=True):
            same = found & exact
            sums.add(same, weight)
            sums.add(found ^ same, round(weight * _OTHER_MARKS))
        return sums

    @cached_property
    def rank(self):
        """The order before the last, of all entries."""
        rank = Sums()
        for place, weight in enumerate(self.weights):
            exact, exact_name = self.marked[place]
            rank.add(self.names[place], 3 * weight)
            rank.add(self.title[place], weight)
            rank.add(self.anywhere[place], weight)
            rank.add(exact_name, weight)
            rank.add(exact, round(weight * _OTHER_MARKS))
        for place in range(len(self.pairs)):
            weight = min(self.weights[place : place + _TWO])
            rank.add(self.name_pairs[place], 2 * weight)
            rank.add(self.any_pairs[place], weight)
        rank.add(self.priority, self.whole)
        for bitmap, share in zip(self.fresh, (6, 12), strict=False):
            rank.add(bitmap, self.whole // share)
        rank.add(self.all_beside, self.whole)
        rank.add(self.all_held, 2 * self.whole)
        rank.add(self.rare, 3 * self.whole)
        return rank

    def best(self, count, among):
        """The `count` best of the bitmap `among`; where there are no more, nothing has to be weighed."""
        return among if among.bit_count() <= count else self.rank.best(count, among)

    def _beginning(self):
        last = self.words[-1].folded
        return terms.beginning(last if codes.is_code(last) else last[: terms.LONGEST_BEGINNING])


def _common(anywhere, names):
    """How many entries decide on a word's rarity: those named by it, where any is.

    "đi học" stands in few texts and in many things that people ask for; "nghèo" is the other way round.
    """
    return (names or anywhere).bit_count()
