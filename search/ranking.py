"""The last order of the best candidates, by their own names instead of by bitmaps.

Measured on 588 procedures (benchmarks/search): how much of the question one name holds counts most, then
how much of that name the question is, words side by side, the marks that were typed; what the body
holds comes last.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from django.utils import timezone

_COVER, _BESIDE, _FILL = 1.0, 0.35, 0.5
_BODY, _BODY_PAIRS = 0.22, 0.15
_PHRASE = {2: 0.1, 3: 0.35}
_LONG_PHRASE = 1.1
"""What it counts that all words follow each other, by their number: four are a sentence remembered."""
_WHOLE_NAME = _COVER + _BESIDE + _FILL
_SAME, _PRIORITY, _RECENT = 0.5, 0.15, 0.12
_INSIDE, _LONG_INSIDE = 0.6, 4
"""What it counts that a whole name stands in a longer question, from so many words in full: the rest of
"đi lao động Hàn Quốc làm hộ chiếu" is the story around it."""
_APART = 0.7
"""What a name inside counts whose words do not follow each other there."""
_TITLE_BEFORE_PEOPLE = 0.04
_TOGETHER = 0.6
"""What it counts how much of the question all names of an entry hold together."""
_BOILERPLATE = {"thu", "tuc", "cap", "viec", "giai", "quyet", "ve", "va", "cua", "tai", "xa", "dang", "ki"}  # fmt: skip
"""Words that titles of procedures begin and end with; they make no title a worse answer."""
_OTHER_MARKS, _ALL_HELD, _RARE = 0.3, 0.45, 1.5
_TELLING_NAME = 3
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


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and its words, taken apart once."""

    folded: str
    spaced: str
    words: tuple[str, ...]
    held: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    with_marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of an entry, and in which of them each word stands: most hold none of a question."""

    names: list[_Name]
    places: dict[str, list[int]]

    def holding(self, asked):
        """Those with a word of `asked`."""
        places = self.places
        found = {place for word in asked if word in places for place in places[word]}
        return [self.names[place] for place in found]


@lru_cache(maxsize=4_000)
def _names(folded, marked):
    """The names of an entry, one a line; some candidates have thirty, and come again with every question."""
    names, places = [], {}
    for name, with_marks in zip(folded.split("\n"), marked.split("\n"), strict=False):
        words = tuple(name.split())
        for word in set(words):
            places.setdefault(word, []).append(len(names))
        names.append(
            _Name(
                name,
                f" {name} ",
                words,
                frozenset(words),
                frozenset(pairwise(words)),
                frozenset(with_marks.split()),
            )
        )
    return _Names(names, places)


def score(question, candidate):
    """How well a candidate answers a weighed question (search.question); 1 and more is good."""
    title = _names(candidate.title_folded, candidate.title_marked).names[0]
    asked = question.asked
    together = title.held & asked
    found = _name_score(question, title, together) if together else 0.0
    for name in _names(candidate.people_folded, candidate.people_marked).holding(asked):
        both = name.held & asked
        together |= both
        if _most(question, both, name) > found + _TITLE_BEFORE_PEOPLE:
            found = max(found, _name_score(question, name, both) - _TITLE_BEFORE_PEOPLE)
    found += _TOGETHER * question.share_of(together)
    found += _body_score(question, 1 << candidate.number, max(0.0, 1 - found / _WHOLE_NAME))
    most = (
        1 if len(question.words) == 1 else 2
    )  # one word tells too little to prefer a guide to a signpost
    found += _PRIORITY * min(candidate.priority, most) + _RECENT * _freshness(candidate)
    return found * question.penalty


def stands_in(question, candidate):
    """Whether a name of three words and more stands whole in a longer question: then that is asked for."""
    names = [candidate.title_folded, *candidate.people_folded.split("\n")]
    return any(
        len(name.split()) >= _TELLING_NAME and f" {name} " in question.spaced for name in names
    )


def _most(question, both, name):
    """What a name that holds the words `both` can come to at best, told without looking at pairs and marks."""
    most = question.share_of(both) * (_COVER + _FILL) + (_BESIDE if len(both) > 1 else 0)
    if len(both) < len(name.held):
        return most
    return most + _INSIDE + _SAME * (name.folded == question.folded)


def _name_score(question, name, both):
    """How well a name answers that holds the words `both`, one at least."""
    is_whole = len(both) == len(name.held)
    other = 0 if is_whole else len(name.held - question.asked - _BOILERPLATE)
    is_single = len(question.words) == 1
    fill = 0 if is_single else _FILL * len(both) / (len(both) + other)
    found = question.share_of(both) * (_COVER + fill)
    if question.pair_weights:
        beside = name.pairs & question.pair_weights.keys()
        found += _BESIDE * sum(question.pair_weights[pair] for pair in beside) / question.all_pairs
    if question.marks_of:
        weight = 1 if is_single else _OTHER_MARKS
        found *= 1 - weight * _share_of_other_marks(question, both, name.with_marks)
    if len(name.words) > 1 and is_whole:
        beside = 1 if name.spaced in question.spaced else _APART
        found += _INSIDE * beside * min(len(name.words), _LONG_INSIDE) / _LONG_INSIDE
    return found + _SAME * (name.folded == question.folded)


def _share_of_other_marks(question, both, exact):
    """Share of the words found whose marks differ from those typed; `exact` are the name's words with marks."""
    typed = [(word, question.marks_of[word]) for word in both if word in question.marks_of]
    other = sum(question.weight_of[word] for word, mark in typed if mark not in exact)
    return other / sum(question.weight_of[word] for word in both)


def _body_score(question, bit, unnamed):
    """What the whole text adds; that it holds all words says little where a name (nearly) does.

    `unnamed` is the share of the question that no name holds.
    """
    found = _BODY * _weight_in(question, bit) / question.whole
    if question.rare & bit:
        found += _RARE * unnamed
    elif question.all_held & bit:
        found += _ALL_HELD * unnamed
    if question.pairs:
        beside = len([True for pair in question.any_pairs if pair & bit])
        found += _BODY_PAIRS * beside / len(question.pairs)
        if question.all_beside & bit:
            found += _PHRASE.get(len(question.words), _LONG_PHRASE)
    return found


def _weight_in(question, bit):
    held = 0
    for weight, (marked, _) in zip(question.weights, question.marked, strict=True):
        if marked & bit:
            held += weight
    return held


def _freshness(candidate):
    """1 for today, 0 from a year ago; what does a task does not age."""
    if candidate.priority > 0 or candidate.date is None:
        return 0.5
    return min(1.0, max(0.0, 1 - (timezone.now() - candidate.date) / _YEAR))
