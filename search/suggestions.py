"""A few titles while somebody types: guides and sections first, found by any of their names."""

from search import codes, rows
from search.finding import open_entries, site_term
from search.folding import shadow
from search.index import postings, terms
from search.index.bitmaps import Sums, numbers_in
from search.queries import Query
from search.spelling import neighbours, parted, slips, untyped
from search.syllables import is_beginning, is_syllable
from search.thesaurus import known_words, variants

LIMIT = 6
SHORTEST = 2
"""Characters; one letter suggests nothing useful."""
_COMPARED = 40
_SHORTEST_CODE = 4
"""Digits that begin a code written without its dot."""
_OTHER_NAME, _OTHER_SPELLING = 0.9, 0.8


def suggest(query, site):
    """Entries whose names hold every word, the last one perhaps unfinished; at most LIMIT."""
    words = _words(query)
    if len(" ".join(words)) < SHORTEST:
        return []
    ways = [_Way(words, 1.0), *_in_other_names(words, site), *_in_other_spelling(words)]
    wanted = [site_term(site), terms.PRIORITY, *(term for way in ways for term in way.terms())]
    found = postings.read(wanted)
    among = open_entries(found, site)
    chosen = 0
    for way in ways:
        is_needed = not chosen if way.worth == _OTHER_SPELLING else chosen.bit_count() < LIMIT
        if is_needed:
            chosen |= way.best(found, among)
    return _ordered(chosen, ways)


def _words(query):
    words = [word.folded for word in query.words]
    if len(words) > 1 and len(words[-1]) == 1:
        words = words[:-1]  # one letter fits half of all words, and helps nobody
    return words[:8]


def _in_other_names(words, site):
    query = Query(" ".join(words), tuple(map(shadow, words)))
    return [
        _Way([word.folded for word in other.words], _OTHER_NAME) for other in variants(query, site)
    ]


def _in_other_spelling(words):
    """Left-over keys anywhere, then one wrong key in one word that cannot be Vietnamese."""
    plain = [_readings(word, place == len(words) - 1) for place, word in enumerate(words)]
    first = [ways[0] if ways else (word,) for word, ways in zip(words, plain, strict=True)]
    found = [[part for way in first for part in way]]
    for place, ways in enumerate(plain):
        found += [[*words[:place], *way, *words[place + 1 :]] for way in ways[:12]]
    return [_Way(other, _OTHER_SPELLING) for other in found if other != words]


def _readings(word, is_last):
    if codes.is_code(word) or (any(map(str.isdigit, word)) and not untyped(word)):
        return []
    if word in known_words() or is_syllable(word) or (is_last and is_beginning(word)):
        return [(one,) for one in slips(word)[:4]] if len(word) > SHORTEST else []
    near = [(one,) for one in neighbours(word)]
    return [*((one,) for one in untyped(word)), *map(tuple, parted(word)), *near]


class _Way:
    """One reading of what was typed."""

    def __init__(self, words, worth):
        *self.done, self.begun = words
        self.worth = worth

    def terms(self):
        """What has to be read of the index."""
        return [
            *(terms.word(_field(word), word) for word in self.done),
            terms.beginning(_begun(self.begun)),
        ]

    def best(self, found, among):
        """The bitmap of entries that hold the words; tasks first, then the newest."""
        for term in self.terms():
            among &= found[term]
        sums = Sums()
        sums.add(found[terms.PRIORITY], 1)
        return sums.best(_COMPARED, among)

    def score(self, names):
        """How well names (folded) go on with what was typed; 0 where none does."""
        return self.worth * max((self._score(name) for name in names), default=0)

    def _score(self, name):
        words = name.split()
        begun = [at for at, word in enumerate(words) if word.startswith(self.begun)]
        if not begun or not set(self.done) <= set(words):
            return 0
        typed = " ".join([*self.done, self.begun])
        together = f" {name}".find(f" {typed}")
        found = 1 + (together >= 0) + (together == 0)
        return found + len(typed) / max(len(name), len(typed))


def _field(word):
    return terms.ANYWHERE if codes.is_code(word) else terms.NAMES


def _begun(word):
    if word.isdigit() and len(word) >= _SHORTEST_CODE:
        return f"#{word}"
    return word if codes.is_code(word) else word[: terms.LONGEST_BEGINNING]


def _ordered(chosen, ways):
    is_code = any(codes.is_code(_begun(way.begun)) for way in ways)
    ranked = []
    for number, title, names, priority, is_section in rows.names(numbers_in(chosen)):
        score = max(way.score(names) for way in ways)
        if score or is_code:
            ranked.append((-(score + priority + is_section), len(title), -number))
    return rows.shown([-number for *_, number in sorted(ranked)[:LIMIT]])
