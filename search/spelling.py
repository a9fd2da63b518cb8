"""Which words a single word with a typing error may stand for."""

import re
from itertools import pairwise

from search.syllables import is_syllable, sounding_alike

_LETTERS = "abcdeghiklmnopqrstuvxy"
_LONGEST_SYLLABLE = 7
"""`nghieng`; longer runs are words written together, such as a hashtag."""
_SHORTEST_JOINED = 5
_TELEX_PAIRS = re.compile(r"(a|e|o|d)\1|([uoa])w")
_ONSET = re.compile(r"^[^aeiouy]*")
_TONE_KEYS = re.compile(r"[sfrxj]")
_DOUBLED = re.compile(r"(.)\1")
_FINAL_Y = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")
_FOREIGN = (("f", "ph"), ("j", "gi"), ("z", "d"), ("w", "qu"), ("w", "u"), ("k", "kh"), ("k", "c"))
"""Letters of quick messages: `fep`, `j`, `zậy`."""


def untyped(word):
    """Syllables that a word with left-over keys may be: `chuyeenr` (Telex), `dang9` (VNI)."""
    found = []
    if any(sign.isdigit() for sign in word) and word[:1].isalpha():
        found.append(re.sub(r"\d", "", word))
    plain = _TELEX_PAIRS.sub(lambda pair: pair[1] or pair[2], word)
    plain = re.sub(r"w", "u", plain) if not is_syllable(plain) and "w" in plain else plain
    found += [plain, _without_tone_keys(plain)]
    found.append(_TELEX_PAIRS.sub(lambda pair: pair[1] or pair[2], found[-1]))
    found.append(_without_tone_keys(word.replace("w", "")))
    found.append(_TELEX_PAIRS.sub(lambda pair: pair[1] or pair[2], found[-1]))
    found += [_DOUBLED.sub(r"\1", one) for one in found]
    found = [_FINAL_Y.sub(r"\1i", one) for one in found]
    return [one for one in dict.fromkeys(found) if one != word and is_syllable(one)]


def _without_tone_keys(word):
    """No syllable has any of them behind its vowel: `casts` is `cat`."""
    start = _ONSET.match(word).end()
    return word[:start] + _TONE_KEYS.sub("", word[start:])


def slips(word):
    """Syllables with two letters in another order, or that sound alike."""
    found = [*_swapped(word), *sounding_alike(word), *_quick(word), _DOUBLED.sub(r"\1", word)]
    return [one for one in dict.fromkeys(found) if one != word and is_syllable(one)]


def neighbours(word):
    """Syllables one keystroke away: a swap before a missing letter, that before a change."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    drops = [left + right[1:] for left, right in splits if right]
    adds = [left + sign + right for left, right in splits for sign in _LETTERS]
    changes = [left + sign + right[1:] for left, right in splits if right for sign in _LETTERS]
    found = dict.fromkeys([*slips(word), *drops, *adds, *changes])
    return [one for one in found if one != word and len(one) > 1 and is_syllable(one)]


def parted(word):
    """`chuyendoiso` -> [["chuyen", "doi", "so"], …]: ways into syllables, fewest first."""
    if len(word) < _SHORTEST_JOINED:
        return []
    ways = {0: [[]]}
    for end in range(1, len(word) + 1):
        ways[end] = [
            [*way, word[start:end]]
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if is_syllable(word[start:end]) and end - start > 1
            for way in ways[start]
        ]
        ways[end] = sorted(ways[end], key=len)[:8]
    found = [way for way in ways[len(word)] if len(way) > 1][:6]
    return [[_FINAL_Y.sub(r"\1i", syllable) for syllable in way] for way in found]


def joined(words):
    """`kh ai` -> `khai`, `wi fi` -> `wifi`: neighbours of which at least one is no syllable."""
    for place, (one, other) in enumerate(pairwise(words)):
        if not (is_syllable(one) and len(one) > 1 and is_syllable(other)):
            yield place, one + other


def _swapped(word):
    pairs = range(len(word) - 1)
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs]


def _quick(word):
    found = []
    for typed, meant in _FOREIGN:
        if word.startswith(typed):
            found.append(meant + word[len(typed) :])
    if word.endswith("y"):
        found.append(word[:-1] + "i")
    if word.endswith("i"):
        found.append(word[:-1] + "y")
    return found
