"""Which words of the index a single word with a typing error may stand for."""

import re

from search.models import VocabularyWord
from search.syllables import sounding_alike

_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_MAX_PER_WORD = 12
_LONGEST_SYLLABLE = 7
"""`nghieng`; longer runs are words written together, such as a hashtag."""
_SHORT = 4
"""Letters up to which a word is neither parted nor two keystrokes away from another."""
_TELEX_PAIRS = re.compile(r"(a|e|o|d)\1|([uoa])w")
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]{0,2}?)[sfrxj]([a-z]{0,2})$")


def known_of(folded):
    """Those of the folded words that some entry holds."""
    found = VocabularyWord.objects.filter(folded__in=folded)
    return set(found.values_list("folded", flat=True))


def slips(word):
    """Known words with two letters in another order, or that sound alike."""
    return _those_known([*_swapped(word), *sounding_alike(word)], word)


def neighbours(word):
    """Known words one keystroke away: a swap before a missing letter, that before a change."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    changes = [left + sign + right[1:] for left, right in splits if right for sign in _LETTERS]
    drops = [left + right[1:] for left, right in splits if right]
    adds = [left + sign + right for left, right in splits for sign in _LETTERS]
    return _those_known([*_swapped(word), *sounding_alike(word), *drops, *adds, *changes], word)


def readings(word):
    """Known words that an impossible one may stand for, likeliest first; else the word itself."""
    plain = _without_telex(word)
    if plain != word and known_of({plain}):
        return [plain]
    return neighbours(word) or _far_neighbours(word) or [word]


def parted(word):
    """`chuyendoiso` -> ["chuyen", "doi", "so"], in as few words as possible; else the word itself."""
    if len(word) <= _SHORT:
        return [word]
    lengths = range(2, _LONGEST_SYLLABLE + 1)
    known = known_of(
        {word[start : start + length] for start in range(len(word)) for length in lengths}
    )
    best = {0: []}
    for end in range(1, len(word) + 1):
        ways = [
            [*best[end - length], word[end - length : end]]
            for length in lengths
            if end - length in best and word[end - length : end] in known
        ]
        if ways:
            best[end] = min(ways, key=len)
    return best.get(len(word), [word])


def _swapped(word):
    pairs = range(len(word) - 1)
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs]


def _those_known(candidates, word):
    likely = dict.fromkeys(other for other in candidates if other != word and len(other) > 1)
    known = known_of(set(likely))
    return [other for other in likely if other in known][:_MAX_PER_WORD]


def _far_neighbours(word):
    """Known words two keystrokes away that begin alike."""
    if len(word) <= _SHORT:
        return []
    near = VocabularyWord.objects.filter(folded__startswith=word[:2])
    words = near.values_list("folded", flat=True)
    return [other for other in words if _distance(word, other) == 2][:_MAX_PER_WORD]


def _without_telex(word):
    """`chuyeenr` -> `chuyen`: typed with Telex keys while the input method was off."""
    plain = _TELEX_PAIRS.sub(lambda found: found[1] or found[2], word)
    plain = _TELEX_TONE.sub(r"\1\2", plain)
    return re.sub(r"\d", "", plain) or word


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
