"""The index's word filter: finds procedures the way people ask for them.

"giay khai sinh moi cho be" holds words that no legal name has, so a match of all words would find
nothing. Rare words count most, words in names more than keywords; a procedure is shown when it
holds at least half of the weight of the query's words.
"""

import difflib
import math
from collections import Counter

from search import folding

MAX_WORDS = 12
ENOUGH = 0.5
NEAR_THE_BEST = 0.4
PHRASE_BONUS = 0.5
SIMILAR = 0.75


def words_of(text):
    """`Đăng ký khai sinh` -> ["dang", "ki", "khai", "sinh"]; marks and case do not matter."""
    return [word.folded for word in folding.words_of(text)]


def best_matches(query, texts):
    """Keys of `texts` ({key: [(text, weight), …]}) that answer `query`, best first."""
    documents = {key: _weights(parts) for key, parts in texts.items()}
    frequency = Counter(word for weights in documents.values() for word in weights)
    asked = _known(words_of(query)[:MAX_WORDS], frequency)
    if not asked:
        return []
    rarity = {word: math.log(1 + len(documents) / frequency[word]) for word in asked}
    total = sum(rarity.values())
    scores = {}
    for key, weights in documents.items():
        found = [word for word in rarity if word in weights]
        if sum(rarity[word] for word in found) >= ENOUGH * total:
            scores[key] = sum(rarity[word] * weights[word] for word in found)
    return _ranked(scores, asked, texts)


def _weights(parts):
    weights = {}
    for text, weight in parts:
        for word in words_of(text):
            weights[word] = max(weight, weights.get(word, 0))
    return weights


def _known(asked, frequency):
    """The asked words that occur at all; a misspelt one becomes the most similar that does."""
    likely = (word if word in frequency else _most_similar(word, frequency) for word in asked)
    return [word for word in likely if word]


def _most_similar(word, frequency):
    if len(word) < 3:
        return ""
    return next(iter(difflib.get_close_matches(word, frequency, 1, SIMILAR)), "")


def _ranked(scores, asked, texts):
    for key in scores:
        scores[key] *= 1 + PHRASE_BONUS * _longest_run(asked, texts[key])
    best = max(scores.values(), default=0)
    close = [key for key, score in scores.items() if score >= NEAR_THE_BEST * best]
    return sorted(close, key=lambda key: -scores[key])  # stable: equal scores keep their order


def _longest_run(asked, parts):
    """Share of the asked words that stand together in one text, in their order."""
    longest = 0
    for text, _ in parts:
        words = " ".join(words_of(text))
        for start in range(len(asked)):
            while longest < len(asked) - start and _holds(
                words, asked[start : start + longest + 1]
            ):
                longest += 1
    return longest / len(asked)


def _holds(words, run):
    return f" {' '.join(run)} " in f" {words} "
