"""For spoken questions that no page answers word by word: entries whose names share most of it.

"con em mới đẻ, đăng ký giấy tờ cho cháu ở đâu" -> the procedure whose people's words come nearest.
Only titles and people's words are compared; rare words and pairs of neighbours weigh more, words
that only make a sentence ("tôi", "thì", "ở đâu") weigh nothing.
"""

from itertools import pairwise
from math import log

from search.folding import words_of
from search.index.expressions import NAMES, Phrase

MAX_FOUND = 5
_COMMON_SHARE = 0.2
"""A word in more than this share of the names says nothing."""
_ENOUGH = 0.45
"""Share of the question's weight that the names of one thing must hold."""
_POOL = 60
_TITLE_BONUS = 1.5
_TOGETHER_SHARE = 0.8
"""What words found in different names of a thing are worth beside words of one name."""
_SENTENCE_WORDS = {
    word.marked
    for word in words_of(
        "tôi tui mình em anh chị thì là mà gì nào đâu thế phải nên có không được bị cho của ở để đi "
        "đến cái những các với và hay nếu khi rồi đã đang sẽ muốn cần xin hỏi giùm giúp như"
    )
}
_SENTENCE_WORDS_FOLDED = {
    word.folded
    for word in words_of(
        "tôi tui em chị thì gì nào đâu phải nên không được của ở những với hay nếu rồi sẽ giùm như"
    )
}
"""Without marks fewer are certain: `de` is also "đẻ", `cho` also "chợ", `dang` also "đăng"."""


def nearest(query, entries, fewest=2):
    """Ids of the entries nearest to `query`, best first; at least two of its words must be there.

    A question with fewer than `fewest` words that mean something has none.
    """
    words = [word.folded for word in query.words if not _only_makes_sentences(word, query)]
    weights, holders = _weighed(set(words), entries) if len(words) >= fewest else ({}, {})
    if len(weights) < 2:
        return []
    scores = {}
    for word, ids in holders.items():
        for entry_id in ids:
            scores.setdefault(entry_id, set()).add(word)
    pool = sorted(
        (entry_id for entry_id, found in scores.items() if len(found) > 1),
        key=lambda entry_id: -sum(weights[word] for word in scores[entry_id]),
    )[:_POOL]
    return _best(words, weights, entries.filter(pk__in=pool))


def _only_makes_sentences(word, query):
    if query.is_marked:
        return word.marked in _SENTENCE_WORDS
    return word.folded in _SENTENCE_WORDS_FOLDED


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


def _best(words, weights, entries):
    pairs = [pair for pair in pairwise(words) if set(pair) <= set(weights)]
    whole = sum(weights.values()) + sum(weights[one] for one, _ in pairs)
    ranked = []
    for entry in entries.select_related("text").in_order():
        score = _score_of(entry, weights, pairs)
        if score >= whole * _ENOUGH:
            ranked.append((-score, len(ranked), entry.pk))
    return [pk for _, _, pk in sorted(ranked)[:MAX_FOUND]]


def _score_of(entry, weights, pairs):
    """The best of: its title, one of its people's names, all of them together."""
    names = [name.split() for name in entry.text.people_folded.split("\n")]
    title = entry.title_folded.split()
    together = [*title, "", *(word for name in names for word in [*name, ""])]
    return max(
        _TITLE_BONUS * _score(title, weights, pairs),
        _TOGETHER_SHARE * _score(together, weights, pairs),
        *(_score(name, weights, pairs) for name in names),
    )


def _score(name, weights, pairs):
    words, neighbours = set(name), set(pairwise(name))
    return sum(weight for word, weight in weights.items() if word in words) + sum(
        weights[pair[0]] for pair in pairs if pair in neighbours
    )
