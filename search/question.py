"""One question as the bitmaps see it: who holds its words, where, and how much that weighs.

Any word may match; what is rare weighs more, a name more than a body, words side by side more than
scattered ones, the marks that were typed more than others (docs/decisions/040).
"""

from itertools import pairwise
from math import log

from search import codes
from search.answers import Answers, is_precise
from search.index import terms
from search.index.bitmaps import Sums
from search.sentences import FAINT, meaning_of

_SCALE = 240
"""What all words of a question weigh together: whole numbers keep the sums of bitmaps small."""
_OTHER_MARKS = 0.5
"""What a word counts that has other marks than those typed."""
_TWO, _THREE = 2, 3


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

    def _beginning(self):
        last = self.words[-1].folded
        return terms.beginning(last if codes.is_code(last) else last[: terms.LONGEST_BEGINNING])
