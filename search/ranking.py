"""The last order of the best candidates, by their own names instead of by bitmaps.

Measured on 588 procedures (benchmarks/search): how much of the question one name holds counts most, then
how much of that name the question is, words side by side, the marks that were typed; what the body
holds comes last.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

_COVER, _BESIDE, _FILL, _ORDER = 1.0, 0.35, 0.35, 0.1
_BODY, _BODY_PAIRS = 0.22, 0.15
_PHRASE = {2: 0.1, 3: 0.35}
_LONG_PHRASE = 0.8
"""What it counts that all words follow each other, by their number: four are a sentence remembered."""
_SAME, _PRIORITY, _RECENT = 0.5, 0.12, 0.12
_TITLE_BEFORE_PEOPLE = 0.04
_BOILERPLATE = set("thu tuc cap viec giai quyet ve va cua tai xa dang ki".split())
"""Words that titles of procedures begin and end with; they make no title a worse answer."""
_YEAR = timedelta(days=365)


@dataclass(slots=True)
class Candidate:
    """What the order needs of an entry."""

    number: int
    title_folded: str
    title_marked: str
    people_folded: str
    people_marked: str
    priority: int
    date: object


def score(question, candidate):
    """How well a candidate answers a weighed question (search.question); 1 and more is good."""
    best = max(_names_of(candidate), key=lambda name: _name_score(question, *name))
    found = _name_score(question, *best) + _body_score(question, candidate.number)
    found += _PRIORITY * min(candidate.priority, 2) + _RECENT * _freshness(candidate)
    return found * question.penalty


def _names_of(candidate):
    yield candidate.title_folded, candidate.title_marked, 0
    if candidate.people_folded:
        marked = candidate.people_marked.split("\n")
        for folded, with_marks in zip(candidate.people_folded.split("\n"), marked, strict=False):
            yield folded, with_marks, _TITLE_BEFORE_PEOPLE


def _name_score(question, folded, marked, less):
    name = folded.split()
    held = set(name)
    words, weights = question.words, question.weights
    covered = sum(
        weight for word, weight in zip(words, weights, strict=True) if word.folded in held
    )
    if not covered:
        return -less
    pairs = set(pairwise(name))
    beside = sum(
        min(weights[at], weights[at + 1])
        for at, (one, other) in enumerate(question.pairs)
        if (one.folded, other.folded) in pairs
    )
    most = sum(min(pair) for pair in pairwise(weights)) or 1
    asked = {word.folded for word in words}
    counted = [word for word in held if word in asked or word not in _BOILERPLATE]
    fill = sum(word in asked for word in counted) / max(len(counted), 1)
    share = covered / question.whole
    found = share * (_COVER + _FILL * fill) + (_BESIDE * beside / most if question.pairs else 0)
    if question.query.is_marked:
        found *= 1 - 0.3 * _other_marks(question, held, marked, covered)
    return found + _SAME * (folded == question.query.folded) - less


def _other_marks(question, held, marked, covered):
    """Share of the covered weight whose marks differ from those typed."""
    exact = set(marked.split())
    other = sum(
        weight
        for word, weight in zip(question.words, question.weights, strict=True)
        if word.has_marks and word.folded in held and word.marked not in exact
    )
    return other / covered


def _body_score(question, number):
    bit = 1 << number
    weights = question.weights
    held = sum(
        weight for weight, (marked, _) in zip(weights, question.marked, strict=True) if marked & bit
    )
    found = _BODY * held / question.whole
    if question.pairs:
        beside = [bool(pair & bit) for pair in question.any_pairs]
        found += _BODY_PAIRS * sum(beside) / len(beside)
        if all(beside):
            found += _PHRASE.get(len(question.words), _LONG_PHRASE)
    return found


def _freshness(candidate):
    """1 for today, 0 from a year ago; what does a task does not age."""
    if candidate.priority > 0 or candidate.date is None:
        return 0.5
    return max(0.0, 1 - (timezone.now() - candidate.date) / _YEAR)
