"""For spoken questions that no page answers word by word: entries whose names share most of it.

"con em mới đẻ, đăng ký giấy tờ cho cháu ở đâu" -> the procedure whose people's words come nearest.
Only titles and people's words are compared; rare words and pairs of neighbours weigh more.
"""

from itertools import pairwise
from math import log

from search.index.expressions import NAMES, Phrase

MAX_FOUND = 5
_COMMON_SHARE = 0.2
"""A word in more than this share of the names says nothing."""
_ENOUGH = 0.45
"""Share of the question's weight that a name must hold."""
_POOL = 60
_TITLE_BONUS = 1.5


def nearest(query, entries):
    """Ids of the entries nearest to `query`, best first; at least two of its words must be there."""
    weights, holders = _weighed({word.folded for word in query.words}, entries)
    if len(weights) < 2:
        return []
    scores = {}
    for word, ids in holders.items():
        for entry_id in ids:
            scores.setdefault(entry_id, set()).add(word)
    pool = sorted(
        (entry_id for entry_id, words in scores.items() if len(words) > 1),
        key=lambda entry_id: -sum(weights[word] for word in scores[entry_id]),
    )[:_POOL]
    return _best(query, weights, entries.filter(pk__in=pool))


def _weighed(words, entries):
    """Weight and holders of every word that says something."""
    total = max(entries.count(), 10)
    weights, holders = {}, {}
    for word in words:
        ids = list(
            entries.matching(Phrase((word,), NAMES))
            .order_by()
            .values_list("pk", flat=True)[: int(total * _COMMON_SHARE) + 1]
        )
        if 0 < len(ids) <= total * _COMMON_SHARE:
            weights[word], holders[word] = log(total / len(ids)), ids
    return weights, holders


def _best(query, weights, entries):
    pairs = [
        pair for pair in pairwise(word.folded for word in query.words) if set(pair) <= set(weights)
    ]
    whole = sum(weights.values()) + sum(weights[one] for one, _ in pairs)
    ranked = []
    for entry in entries.select_related("text").in_order():
        scores = [
            _score(name.split(), weights, pairs) for name in entry.text.people_folded.split("\n")
        ]
        score = max(_TITLE_BONUS * _score(entry.title_folded.split(), weights, pairs), *scores)
        if score >= whole * _ENOUGH:
            ranked.append((-score, len(ranked), entry.pk))
    return [pk for _, _, pk in sorted(ranked)[:MAX_FOUND]]


def _score(name, weights, pairs):
    words, neighbours = set(name), set(pairwise(name))
    return sum(weight for word, weight in weights.items() if word in words) + sum(
        weights[pair[0]] for pair in pairs if pair in neighbours
    )
