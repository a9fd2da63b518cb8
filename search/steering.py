"""What editors steer: pages that stand first, and what would change if they steered otherwise."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from pages.remembering import remembered
from search.folding import folded_text
from search.models import BestBet, SearchEntry


class _Trial(NamedTuple):
    names: tuple = ()
    """One more group of names for the same thing."""
    question: str = ""
    """Folded; answered with `page_id` first."""
    page_id: int | None = None


_NOTHING = _Trial()
_trial = ContextVar("trial", default=_NOTHING)


@contextmanager
def trying(names=(), question="", page=None):
    """For the code inside the search works as if this were stored; nobody else sees any of it."""
    token = _trial.set(_Trial(tuple(names), folded_text(question), page.pk if page else None))
    try:
        yield
    finally:
        _trial.reset(token)


def tried_names():
    """The group of names that is being tried, or nothing."""
    return _trial.get().names


def best_bets(query, site):
    """The bitmap of the entries that editors chose for exactly this question."""
    found = remembered(("best bets", site.pk), lambda: _read(site)).get(query.folded, 0)
    tried = _trial.get()
    if tried.page_id and tried.question == query.folded:
        found |= _entries_of([tried.page_id])
    return found


def _read(site):
    """`{question: bitmap}`"""
    pages = {}
    for questions, page in BestBet.objects.filter(site=site).values_list("questions", "page"):
        for question in questions.splitlines():
            if folded := folded_text(question):
                pages.setdefault(folded, []).append(page)
    return {question: _entries_of(chosen) for question, chosen in pages.items()}


def _entries_of(pages):
    rows = SearchEntry.objects.filter(page__in=pages, document=None)
    return sum(1 << number for number in rows.values_list("pk", flat=True))
