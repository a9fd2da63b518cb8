"""What a query with typing errors may have meant, from words that the index really holds.

A short question of nothing but possible syllables is taken at its word: only letters that changed
places and sounds that are often confused count as errors there. Otherwise "thư viện" would be
answered with the nearest thing that this commune happens to write about.
"""

from itertools import islice, product

from search.index.expressions import ANYWHERE, NAMES, Any, Phrase, every
from search.queries import query_of_words
from search.spelling import known_of, neighbours, parted, readings, slips
from search.syllables import is_syllable

_MAX_COMBINATIONS = 24
_MAX_WORDS = 7
_MAX_UNKNOWN = 3
"""A longer question or one with more unknown words is not a typing error."""
_MAX_SCATTERED = 3
"""Words of a question whose repair may also stand scattered in a text."""
_ENOUGH_AROUND = 3
"""Words of a question from which the others tell which one is wrong."""
_SHORTEST_DOUBTED = 3


def corrected(query, entries):
    """The most likely meaning of `query` that has matches among `entries`, else None."""
    words = [word.folded for word in query.words]
    known = known_of(set(words))
    unknown = [word for word in words if word not in known]
    if len(words) > _MAX_WORDS or len(unknown) > _MAX_UNKNOWN:
        return None
    if unknown:
        return _taken_apart(words, known, entries) or _repaired(words, known, entries)
    return _mistaken(words, entries)


def _taken_apart(words, known, entries):
    """Words that were written together: `khaisinh`."""
    whole = [word in known or is_syllable(word) for word in words]
    parts = [
        part
        for word, is_whole in zip(words, whole, strict=True)
        for part in ([word] if is_whole else parted(word))
    ]
    return _likeliest([parts], entries) if len(parts) > len(words) else None


def _repaired(words, known, entries):
    """Unknown words replaced by known ones that are spelt or sound nearly alike."""
    doubted = [word for word in words if word not in known]
    options = [_known_for(word, len(words)) if word in doubted else [word] for word in words]
    are_impossible = not any(is_syllable(word) for word in doubted)
    scattered = are_impossible and len(words) <= _MAX_SCATTERED
    return _likeliest(list(islice(product(*options), _MAX_COMBINATIONS)), entries, scattered)


def _known_for(word, length):
    """Known words that may be meant by an unknown one in a question of `length` words."""
    if not is_syllable(word):
        return readings(word)
    return neighbours(word) if length >= _ENOUGH_AROUND else slips(word)


def _mistaken(words, entries):
    """Every word exists: one of them was taken for another."""
    nearby = neighbours if len(words) >= _ENOUGH_AROUND else slips
    changed = [
        [*words[:place], other, *words[place + 1 :]]
        for place, word in enumerate(words)
        if len(word) >= _SHORTEST_DOUBTED
        for other in nearby(word)
    ]
    return _likeliest(changed[:_MAX_COMBINATIONS], entries)


def _likeliest(candidates, entries, scattered=False):
    """Phrases in titles first, then anywhere, then scattered words; then the one with most hits.

    Where all words exist, only a phrase shows that another word was meant.
    """
    ways = [(NAMES, Phrase), (ANYWHERE, Phrase), (NAMES, every), (ANYWHERE, every)]
    for scope, expression in ways if scattered else ways[:2]:
        questions = [expression(tuple(words), scope=scope) for words in candidates]
        if questions and entries.matching(Any(tuple(questions))).exists():
            counts = [entries.matching(question).count() for question in questions]
            return query_of_words(candidates[counts.index(max(counts))])
    return None
