"""From a query to hits, counts and, where nothing fits, to what may have been meant."""

from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from pages.restrictions import open_to_all
from search import corrections, nearness
from search.filters import Choices, counted
from search.index.expressions import NAMES
from search.models import SearchEntry
from search.thesaurus import variants
from search.tiers import beginnings, is_exact, scattered, tiers, whole

MAX_HITS = 500
"""Nobody turns to the fiftieth page; the count stays true."""
_FEW, _SPOKEN = 3, 4
"""A question of `_SPOKEN` words or more with fewer than `_FEW` hits is answered with near ones too."""
_FEWEST_IN_OTHER_WORDS = 3


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

    @property
    def count(self):
        """How many hits can be paged through."""
        return min(self.total, MAX_HITS) + self.near


def find(query, site, chosen, up_to=10, guesses=True):
    """Findings for `query` on `site`, with the ids of the first `up_to` hits or a few more.

    `chosen` are the reader's filters (search.filters.Chosen); without `guesses` only the words as
    they were typed are looked for.
    """
    up_to = min(up_to, MAX_HITS)
    if not query.words:
        return Findings(query)
    entries = SearchEntry.objects.in_site(site)
    others = variants(query)
    findings = _gather(query, entries, chosen, tiers(query, others), whole(query, others), up_to)
    if not guesses:
        return findings
    if not findings.choices.everything and (better := _begun_or_corrected(query, entries)):
        expressions, meant = better
        findings = _gather(meant, entries, chosen, expressions, expressions[-1], up_to)
        findings.was_corrected = meant is not query
    few = _FEW if len(query.words) >= _SPOKEN else 1
    if findings.choices.everything < few and not chosen:
        _add_near(findings, others, entries)
    return findings


def _begun_or_corrected(query, entries):
    """Expressions and the query meant: unfinished words, typing errors, then words with any marks."""
    folded = tuple(word.folded for word in query.words)
    begun = [beginnings(folded, NAMES), beginnings(folded)]
    if len(folded[-1]) > 1 and not is_exact(query) and entries.matching(begun[1]).exists():
        return begun, query
    meant = corrections.corrected(query, entries)
    if meant:
        return [*tiers(meant), whole(meant)], meant
    return (scattered(query), query) if is_exact(query) and len(folded) > 2 else None


def _gather(query, entries, chosen, expressions, widest, up_to):
    """Ids by tier, each once, until `up_to` are found; counts of the widest question."""
    choices = counted(entries.matching(widest), chosen)
    found = {}
    if choices.total:
        filtered = choices.applied(entries)
        found |= dict.fromkeys([*_same_title(query, filtered), *_same_task(query, filtered)])
        for expression in expressions:
            if len(found) >= min(choices.total, up_to):
                break
            ids = filtered.matching(expression).in_order().values_list("pk", flat=True)
            found |= dict.fromkeys(ids[: up_to + len(found)])
    return Findings(query, list(found)[:MAX_HITS], choices.total, choices=choices)


def _same_title(query, entries):
    """Entries whose whole title was typed."""
    if query.is_marked:
        marked = " ".join(word.marked for word in query.words)
        same = entries.filter(title_folded=query.folded, title_marked=marked)
    else:
        same = entries.filter(title_folded=query.folded)
    return same.in_order().values_list("pk", flat=True)[:20]


def _same_task(query, entries):
    """Entries that do a task and that people call just what was typed."""
    line = query.folded
    named = (
        Q(text__people_folded=line)
        | Q(text__people_folded__startswith=f"{line}\n")
        | Q(text__people_folded__endswith=f"\n{line}")
        | Q(text__people_folded__contains=f"\n{line}\n")
    )
    same = entries.filter(named, priority__gt=0)
    return same.in_order().values_list("pk", flat=True)[:20]


def _add_near(findings, others, entries):
    """What is near the question, then what is near to the same in other words (`others`)."""
    near = nearness.nearest(findings.query, entries)
    for query in others:
        near += nearness.nearest(query, entries, fewest=_FEWEST_IN_OTHER_WORDS)
    fresh = [pk for pk in dict.fromkeys(near) if pk not in findings.ids][: nearness.MAX_FOUND]
    findings.ids += fresh
    findings.near = len(fresh)


def shown(ids):
    """Entries in the order of `ids` with their text and page; only what is published right now."""
    entries = SearchEntry.objects.select_related("text", "page", "document", "section").in_bulk(ids)
    pages = Page.objects.live().filter(pk__in={entry.page_id for entry in entries.values()})
    public = set(open_to_all(pages).values_list("pk", flat=True))
    return [entries[pk] for pk in ids if pk in entries and entries[pk].page_id in public]
