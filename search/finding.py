"""From a query to hits, counts and, where nothing fits, to what may have been meant.

At most four statements: the postings, those of possible corrections, the best candidates, and (`shown`)
what the page shows of its ten.
"""

from dataclasses import dataclass, field
from functools import cached_property

from pages.remembering import remembered
from pages.restrictions import closed_paths
from search import ranking, rows
from search.corrections import Doubts
from search.filters import Choices, counted, newest_first
from search.index import postings, terms
from search.index.bitmaps import newest, numbers_in
from search.models import SearchEntry
from search.phrases import MOST_READ, holding, holding_any
from search.question import Question
from search.steering import best_bets
from search.thesaurus import variants

MAX_HITS = 500
"""Nobody turns to the fiftieth page; the count stays true."""
MAX_NEAR = 10
_FEW, _SPOKEN = 3, 4
"""A question of `_SPOKEN` words or more with fewer than `_FEW` hits is answered with near ones too."""
CANDIDATES = 40
"""Entries whose names are compared with the question word by word."""
_OTHER_NAME = 0.93
"""What an answer to another name of the thing counts beside one to the words that were typed."""


@dataclass
class Findings:
    """`ids` of entries, best first; of them the last `near` are only near the question."""

    query: object
    """The query whose words were found: the corrected one where the typed one had an error."""
    ids: list = field(default_factory=list)
    total: int = 0
    near: int = 0
    choices: Choices = field(default_factory=Choices)
    was_corrected: bool = False
    is_scattered: bool = False
    """Whether what is near holds every word, but nowhere side by side."""
    meant: object = None
    """A query that may have been meant, to be offered as a link."""

    @property
    def count(self):
        """How many hits can be paged through."""
        return min(self.total, MAX_HITS) + self.near


def find(query, site, chosen, up_to=10, guesses=True):
    """Findings for `query` on `site`, with the ids of the first `up_to` hits or a few more.

    `chosen` are the reader's filters (search.filters.Chosen); without `guesses` only the words as
    they were typed are looked for.
    """
    if not query.words:
        return Findings(query)
    questions = [
        Question(query),
        *(Question(other, _OTHER_NAME) for other in variants(query, site)),
    ]
    doubts = Doubts(query) if guesses and not query.phrases else None
    found = _read(questions, doubts, site)
    among = open_entries(found, site)
    weighed = _Weighed(questions, found, among, best_bets(query, site))
    is_doubted = doubts and not weighed.is_understood()
    meant, is_certain = _meant(doubts, found, weighed) if is_doubted else (None, False)
    weighed.reads_names = not (found.was_widened and weighed.has_read)
    if is_certain:
        other = _Weighed(
            _in_other_words(meant, weighed, found, site),
            found,
            among,
            best_bets(meant, site),
            reads=False,
        )
        other.reads_names = weighed.reads_names
        is_certain = bool(other.hits or (other.near and not weighed.near))
        weighed = other if is_certain else weighed
    findings = _gathered(weighed, found, chosen, min(up_to, MAX_HITS))
    findings.query, findings.was_corrected = (meant, True) if is_certain else (query, False)
    findings.meant, findings.is_scattered = meant, weighed.is_scattered
    return findings


def _read(questions, doubts, site):
    """One statement: what every question and doubt needs, the site's own entries and all filters."""
    wanted = [site_term(site), *(term for question in questions for term in question.terms())]
    if doubts:
        wanted += [*doubts.terms(), *doubts.terms_between()]
    return postings.read(wanted, with_facets=True)


def _in_other_words(meant, weighed, found, site):
    """The corrected question, and the same in other words if a statement is left to read them."""
    questions = [Question(meant)]
    if not (found.was_widened or weighed.has_read):
        questions += [Question(other, _OTHER_NAME) for other in variants(meant, site)]
        if len(questions) > 1:
            found.add(
                postings.read([term for question in questions[1:] for term in question.terms()])
            )
    return questions


def _meant(doubts, found, weighed):
    """The query that may have been meant, and whether that is sure enough to answer it instead."""
    if doubts.widen(found, weighed.hits):
        found.add(postings.read([*doubts.terms(), *doubts.terms_between()]))
    meant = doubts.meant(found)
    has_answer = weighed.hits or (len(doubts.words) >= _SPOKEN and weighed.is_named())
    return meant, bool(meant) and (bool(doubts.unknown(found)) or not has_answer)


def open_entries(found, site):
    """The bitmap of what anybody may find on `site`; its own term was read with the others."""
    return found[site_term(site)] & ~_closed()


def site_term(site):
    """The term of all entries of a site."""
    return terms.above(site.root_page.path)


def _closed():
    """The bitmap of entries behind a password or a login."""
    return remembered(("closed entries",), _read_closed) if closed_paths() else 0


def _read_closed():
    bitmap = 0
    for path in closed_paths():
        numbers = SearchEntry.objects.filter(path__startswith=path).values_list("pk", flat=True)
        bitmap |= sum(1 << number for number in numbers)
    return bitmap


class _Weighed:
    """One question and the same in other words, as bitmaps of hits and of what is near."""

    def __init__(self, questions, found, among, best, reads=True):
        self.questions = questions
        self.reads, self.has_read = reads, False
        """Whether texts may be read for what is doubtful, and whether they were."""
        self.reads_names = True
        self.told = 0
        """What is near and has a name that stands whole in the question, once names have been read."""
        for question in questions:
            question.weigh(found, among)
        self.best = best & among
        self.hits = self._hits() | self.best
        self.is_scattered = bool(questions[0].rare) and not self._surely()
        if self.is_scattered:
            self.hits = 0

    def _hits(self):
        hits = 0
        for question in self.questions:
            hits |= question.hits
        typed = self.questions[0].query
        if typed.phrases:
            return holding(typed.phrases, hits)
        return self._verified(hits) or self.questions[0].unfinished()

    def _verified(self, hits):
        """Where only texts are said to hold a pair the index may be mistaken: the newest are read.

        If it is mistaken in most of them, the others are not believed.
        """
        doubtful, sure = {}, 0
        for question in self.questions:
            some = question.doubtful()
            sure |= question.hits & ~some
            if some:
                doubtful[question] = some
        unsure = hits & ~sure
        if not unsure or not self.reads:
            return hits
        self.has_read = True
        read = newest(unsure, MOST_READ)
        right = holding_any([question.phrase_words() for question in doubtful], read)
        mostly = 2 * right.bit_count() >= read.bit_count()
        return hits & ~read | right if mostly else sure | right

    def _surely(self):
        found = self.best
        for question in self.questions:
            found |= question.surely()
        return found

    def is_understood(self):
        """Whether no slip has to be looked for."""
        heard = any(question.query.is_heard and question.hits for question in self.questions)
        return bool(self.best) or self.is_scattered or heard

    def is_named(self):
        """Whether names hold two words of the question side by side: it is no riddle that a slip explains."""
        first = self.questions[0]
        return bool(self.near & first.beside_in_names() & first.priority)

    @cached_property
    def near(self):
        """What is near to the words that were typed, or to other names of the thing."""
        first = self.questions[0]
        if first.query.phrases:
            return 0
        near = first.near()
        for question in self.questions[1:]:
            near |= question.near() & question.other_name()
        return (near or first.last_resort()) & ~self.hits

    def candidates(self, count, among):
        """`{question: bitmap of its best}`, most for the words that were typed."""
        share = max(count // 3, 15)
        return {
            question: question.best(count if question is self.questions[0] else share, among)
            for question in self.questions
            if question is self.questions[0] or question.hits or not self.hits
        }


def _gathered(weighed, found, chosen, up_to):
    choices = counted(weighed.hits, found, chosen)
    hits = weighed.hits & choices.among
    total = hits.bit_count()
    few = _FEW if len(weighed.questions[0].words) >= _SPOKEN else 1
    wants_near = choices.everything < few and not chosen and not chosen.order
    if chosen.order:
        ids = newest_first(hits, found, up_to)
    else:  # what is near is few, and read with the hits
        ids = _ordered(weighed, hits | (weighed.near if wants_near else 0), up_to)
        hits |= weighed.told
        total = hits.bit_count()
    near = [number for number in ids if not hits >> number & 1][:MAX_NEAR]
    ids = [number for number in ids if hits >> number & 1]
    return Findings(None, ids + near, total, len(near), choices)


def _ordered(weighed, among, up_to):
    """Numbers of entries, best first: the first CANDIDATES by their names, the others by bitmaps."""
    if not among:
        return []
    if not weighed.reads_names:  # three statements are spent, one is left for what the page shows
        rank = weighed.questions[0].rank
        best = numbers_in(rank.best(up_to, among))
        return sorted(best, key=lambda number: (-rank.of(number), -number))
    count = max(CANDIDATES, up_to)
    chosen = weighed.candidates(count, among)
    union = weighed.best & among
    for bitmap in chosen.values():
        union |= bitmap
    best = {}
    for candidate in rows.candidates(numbers_in(union)):
        bit = 1 << candidate.number
        scores = [
            ranking.score(question, candidate)
            for question, bitmap in chosen.items()
            if bitmap & bit
        ]
        if bit & ~weighed.hits and ranking.stands_in(weighed.questions[0], candidate):
            weighed.told |= bit
        best[candidate.number] = max(scores, default=0) + (10 if weighed.best & bit else 0)
    ordered = sorted(best, key=lambda number: (-best[number], -number))
    return ordered + numbers_in(newest(among & ~union, up_to - len(ordered)))[::-1]
