"""What a query with typing errors may have meant, from words that the index really holds."""

import re
from itertools import islice, product

from search.index.expressions import ANYWHERE, NAMES, Any, Phrase, every
from search.models import VocabularyWord
from search.queries import query_of_words

_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_MAX_COMBINATIONS = 24
_MAX_WORDS = 7
_MAX_UNKNOWN = 3
_MAX_SCATTERED = 3
"""A longer question or one with more unknown words is not a typing error."""
_MAX_PER_WORD = 12
_LONGEST_SYLLABLE = 7
"""`nghieng`; longer runs are words written together, such as a hashtag."""
_SHORTEST_DOUBTED = 3
_TELEX_PAIRS = re.compile(r"(a|e|o|d)\1|([uoa])w")
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]{0,2}?)[sfrxj]([a-z]{0,2})$")


def corrected(query, entries):
    """The most likely meaning of `query` that has matches among `entries`, else None."""
    known = _known({word.folded for word in query.words})
    words = [word.folded for word in query.words]
    unknown = [place for place, word in enumerate(words) if word not in known]
    if len(words) > _MAX_WORDS or len(unknown) > _MAX_UNKNOWN:
        return None
    if unknown:
        parted = [
            part for word in words for part in (_parted(word) if word not in known else [word])
        ]
        if len(parted) > len(words) and (meant := _likeliest([parted], entries)):
            return meant
        options = [_options(word) if word not in known else [word] for word in words]
        return _likeliest(_combinations(options), entries, scattered=len(words) <= _MAX_SCATTERED)
    changed = []
    for place, word in enumerate(words):
        if len(word) >= _SHORTEST_DOUBTED:
            changed += [[*words[:place], *other, *words[place + 1 :]] for other in _edited(word)]
    return _likeliest(changed[:_MAX_COMBINATIONS], entries)


def _combinations(options):
    """Lists of words; every option is a list of words itself, because some were written together."""
    joined = islice(product(*options), _MAX_COMBINATIONS)
    return [[word for part in parts for word in _as_list(part)] for parts in joined]


def _as_list(part):
    return [part] if isinstance(part, str) else part


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


def _options(word):
    """Lists of known words that an unknown one may stand for, likeliest first."""
    plain = _without_telex(word)
    if plain != word and _known({plain}):
        return [[plain]]
    return _edited(word) or _far_edited(word) or [[word]]


def _edited(word):
    """Known words one keystroke away: a swap before a change, a change before a missing letter."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swaps = [left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1]
    changes = [left + sign + right[1:] for left, right in splits if right for sign in _LETTERS]
    drops = [left + right[1:] for left, right in splits if right]
    adds = [left + sign + right for left, right in splits for sign in _LETTERS]
    likely = dict.fromkeys(
        other for other in [*swaps, *drops, *adds, *changes] if other != word and len(other) > 1
    )
    known = _known(set(likely))
    return [[other] for other in likely if other in known][:_MAX_PER_WORD]


def _far_edited(word):
    """Known words two keystrokes away, for long words that begin alike."""
    if len(word) <= _SHORTEST_DOUBTED + 1:
        return []
    near = VocabularyWord.objects.filter(folded__startswith=word[:2])
    alike = [
        other for other in near.values_list("folded", flat=True) if _distance(word, other) == 2
    ]
    return [[other] for other in alike[:_MAX_PER_WORD]]


def _parted(word):
    """`chuyendoiso` -> ["chuyen", "doi", "so"], in as few words as possible; else the word itself."""
    if len(word) <= _SHORTEST_DOUBTED + 1:
        return [word]
    lengths = range(1, _LONGEST_SYLLABLE + 1)
    known = _known(
        {word[start : start + length] for start in range(len(word)) for length in lengths}
    )
    best = {0: []}
    for end in range(1, len(word) + 1):
        parts = [
            [*best[end - length], word[end - length : end]]
            for length in lengths
            if end - length in best and word[end - length : end] in known and length > 1
        ]
        if parts:
            best[end] = min(parts, key=len)
    return best.get(len(word), [word])


def _without_telex(word):
    """`chuyeenr` -> `chuyen`: typed with Telex keys while the input method was off."""
    plain = _TELEX_PAIRS.sub(lambda found: found[1] or found[2], word)
    plain = _TELEX_TONE.sub(r"\1\2", plain)
    return re.sub(r"\d", "", plain) or word


def _known(folded):
    found = VocabularyWord.objects.filter(folded__in=folded)
    return set(found.values_list("folded", flat=True))


def _distance(one, other):
    """Levenshtein."""
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, 1):
        previous, row[0] = row[0], place
        for column, letter in enumerate(other, 1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (sign != letter)),
            )
    return row[-1]
