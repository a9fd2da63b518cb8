"""What a query with typing errors may have meant, from words that the names of this site hold.

Codes, numbers and known abbreviations are never touched. A short question of nothing but possible
syllables is taken at its word: only letters that changed places and sounds that are often confused count
as errors there, and only where the words beside them say so. Otherwise "thư viện" would be answered with
the nearest thing that this commune happens to write about.
"""

from functools import cached_property
from itertools import islice, pairwise, product

from search import codes
from search.index import terms
from search.queries import query_of_words
from search.spelling import joined, neighbours, parted, slips, untyped
from search.syllables import is_syllable
from search.thesaurus import known_words

_MAX_COMBINATIONS = 400
_MAX_WORDS = 14
_MAX_READINGS = 60
_MAX_BESIDE = 6
"""Readings of a word that are tried beside those of its neighbour."""
_MAX_UNKNOWN = 3
"""A question with more unknown words is not a typing error."""
_ENOUGH_AROUND = 3
"""Words of a question from which the others tell which one is wrong."""
_ALL_AROUND = 4
"""Words of a question in which a changed one must stand in names with both its neighbours."""
_SHORTEST_DOUBTED = 3
_SHORTEST_SLIP_ALONE = 4
"""Letters of a single word that is no syllable from which a slip is thought of: `atm` is no `tam`."""
_SHORTEST_ALONE = 5
"""Letters of a single word from which one wrong key is thought of: `taxi` is no `tai`."""


class Doubts:
    """Other readings of the words of a query: first of those that cannot be Vietnamese."""

    def __init__(self, query):
        self.words = [word.folded for word in query.words]
        self.marks = [_marks_of(word) for word in query.words]
        self.capitals = query.capitals
        self.readings = {}
        self.impossible = []
        if len(self.words) <= _MAX_WORDS:
            self.impossible = [
                place
                for place, word in enumerate(self.words)
                if _is_impossible(word) and word not in self.capitals
            ]
        for place in self.impossible:
            self.readings[place] = _readings_of_impossible(self.words[place], len(self.words))
        self.wholes = dict(joined(self.words)) if self.impossible else {}

    def terms(self):
        """What has to be read of the index to tell."""
        wanted = []
        for place, ways in self.readings.items():
            for way in ways:
                wanted += _terms_of(
                    [*self._before(place), *way, *self.words[place + 1 : place + 2]]
                )
                if self.marks[place]:
                    wanted.append(terms.word(terms.NAMES_MARKED, way[0] + self.marks[place]))
        for place, whole in self.wholes.items():
            wanted += _terms_of([*self.words[:place], whole, *self.words[place + 2 :]])
        return wanted

    def _before(self, place):
        return self.words[place - 1 : place] if place else []

    def terms_between(self):
        """Pairs of readings of words that stand beside each other."""
        wanted = []
        for place, ways in self.readings.items():
            for way, other in product(
                ways[:_MAX_BESIDE], self.readings.get(place + 1, ())[:_MAX_BESIDE]
            ):
                wanted += _terms_of([way[-1], other[0]])
        return wanted

    def widen(self, found, has_hits):
        """Doubt words that could be Vietnamese as well; whether there are any."""
        if len(self.words) > _MAX_WORDS:
            return False
        unknown = self.unknown(found)
        doubted = unknown if unknown or has_hits else range(len(self.words))
        before = len(self.readings)
        for place in doubted:
            if place not in self.readings and self._may_be_wrong(self.words[place]):
                self.readings[place] = self._readings_of_syllable(place, place in unknown)
        return len(self.readings) > before

    def _may_be_wrong(self, word):
        """An abbreviation, or a word so short that everything is near to it, is meant as it stands."""
        shortest = _SHORTEST_SLIP_ALONE if len(self.words) == 1 else _SHORTEST_DOUBTED
        is_short = len(word) < shortest and not is_syllable(word)
        return word in self._doubtable and not is_short

    @cached_property
    def _doubtable(self):
        """Words that are neither known abbreviations nor codes."""
        known = known_words() | self.capitals
        return {word for word in self.words if _may_be_wrong(word) and word not in known}

    def _readings_of_syllable(self, place, is_unknown):
        word = self.words[place]
        ways = neighbours(word) if is_unknown and len(self.words) >= _ENOUGH_AROUND else slips(word)
        return [(one,) for one in ways[:_MAX_READINGS]]

    def unknown(self, found):
        """Places of words that nothing on the site holds, and of those that cannot be Vietnamese."""
        return [
            place
            for place, word in enumerate(self.words)
            if word in self._doubtable and not found[_field(word, place in self.impossible)]
        ]

    def meant(self, found):
        """The likeliest other query, or None."""
        if words := self._whole(found):
            return query_of_words(words)
        unknown = self.unknown(found)
        if len([place for place in unknown if not untyped(self.words[place])]) > _MAX_UNKNOWN:
            return None
        words = self._likeliest(unknown, found)
        return query_of_words(words) if words else None

    def _whole(self, found):
        for place, whole in self.wholes.items():
            words = [*self.words[:place], whole, *self.words[place + 2 :]]
            if _fit(words, [place], found):
                return words
        return None

    def _likeliest(self, unknown, found):
        best, best_score = None, 0
        plain = {
            word
            for place in self.impossible
            for way in [*self.readings[place]]
            for word in way
            if len(way) > 1 or word in untyped(self.words[place])
        }
        for ways in islice(product(*self._options(unknown, found)), _MAX_COMBINATIONS):
            words, changed = self._changed(ways)
            if changed and (unknown or len(changed) == 1):
                doubtful = [place for place in changed if words[place] not in plain]
                if any(len(way) > 1 and not _stand_together(way, found) for way in ways):
                    continue
                score = _fit(words, doubtful, found)
                if score > best_score:
                    best, best_score = words, score
        return best

    def _options(self, unknown, found):
        for place, word in enumerate(self.words):
            ways = [
                way
                for way in self.readings.get(place, ())
                if _are_known(way, found) and self._has_same_marks(place, way, found)
            ]
            yield ways[:_MAX_READINGS] if place in unknown and ways else [(word,), *ways]

    def _has_same_marks(self, place, way, found):
        """Who types marks means them: `bóng` is no `công`."""
        marks = self.marks[place]
        if not marks or place in self.impossible or len(way) > 1:
            return True
        return bool(found[terms.word(terms.NAMES_MARKED, way[0] + marks)])

    def _changed(self, ways):
        """All words, and the places of those that are not as they were typed."""
        words, changed = [], []
        for way, typed in zip(ways, self.words, strict=True):
            if way != (typed,):
                changed.append(len(words))
            words += way
        return words, changed


_TONE_KEYS = set("sfrxj123456789")


def _may_be_wrong(word):
    return not (len(word) < _SHORTEST_DOUBTED or word.isdigit() or codes.is_code(word))


def _is_impossible(word):
    return not (is_syllable(word) or word.isdigit() or codes.is_code(word) or word in known_words())


def _readings_of_impossible(word, length):
    """Left-over keys first, then words written together, then one wrong key."""
    ways = []
    if length > 1 or (len(word) >= _SHORTEST_ALONE and word[-1] in _TONE_KEYS):
        ways = [(one,) for one in untyped(word)]
    ways += [tuple(way) for way in parted(word)]
    if length > 1 or len(word) >= _SHORTEST_ALONE:
        ways += [(one,) for one in neighbours(word)]
    return list(dict.fromkeys(ways))[:_MAX_READINGS]


def _field(word, is_impossible):
    """Names decide on what cannot be Vietnamese: texts hold typing errors as well."""
    return terms.word(terms.NAMES if is_impossible else terms.ANYWHERE, word)


def _marks_of(word):
    """The marks of a word as its marked shadow ends; nothing where none were typed."""
    return word.marked[len(word.folded) :] if word.has_marks else ""


def _terms_of(words):
    wanted = []
    for word in words:
        wanted += [terms.word(field, word) for field in (terms.NAMES, terms.ANYWHERE)]
    for one, other in pairwise(words):
        wanted += [terms.name_pair(one, other), terms.pair(one, other)]
    return wanted


def _stand_together(way, found):
    return all(found[terms.name_pair(one, other)] for one, other in pairwise(way))


def _are_known(words, found):
    return all(found[terms.word(terms.NAMES, word)] for word in words)


def _fit(words, changed, found):
    """How well changed words stand beside the others in names; 0 where nothing speaks for them.

    A single word has nothing beside it: there it is enough that names hold it.
    """
    if len(words) == 1:
        return found[terms.word(terms.NAMES, words[0])].bit_count()
    beside = {}
    for at in range(len(words) - 1):
        pair = terms.name_pair(words[at], words[at + 1])
        beside[at] = (
            found[pair]
            & found[terms.word(terms.NAMES, words[at])]
            & found[terms.word(terms.NAMES, words[at + 1])]
        ).bit_count()
    for place in changed:
        around = [beside[at] for at in (place - 1, place) if at in beside]
        if not (all(around) if len(words) <= _ALL_AROUND else any(around)):
            return 0
    supported = 0.5 + sum(bool(count) for count in beside.values())
    return supported + min(sum(beside.values()), 1_000) / 2_000
