"""A few titles while somebody types."""

from search.finding import shown
from search.index.expressions import NAMES, Phrase
from search.models import SearchEntry
from search.tiers import beginnings

LIMIT = 6
SHORTEST = 2
"""Characters; one letter suggests nothing useful."""


def suggest(query, site):
    """Entries whose title or people's words hold every word, the last one perhaps unfinished."""
    if len(query.folded) < SHORTEST:
        return []
    words = tuple(word.folded for word in query.words)
    if len(words) > 1 and len(words[-1]) == 1:
        words = words[:-1]  # one letter fits half of all words: slow, and no help
    entries = SearchEntry.objects.in_site(site)
    found = {}
    for expression in [
        Phrase(words, NAMES, prefix=True), beginnings(words, NAMES),
    ]:  # fmt: skip
        ids = entries.matching(expression).in_order().values_list("pk", flat=True)[: LIMIT * 2]
        found |= dict.fromkeys(ids)
        if len(found) >= LIMIT:
            break
    return shown(list(found)[:LIMIT])
