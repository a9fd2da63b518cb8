"""A few titles while somebody types."""

from search.finding import shown
from search.models import SearchEntry
from search.tiers import beginnings, tiers

LIMIT = 6
SHORTEST = 2
"""Characters; one letter suggests nothing useful."""


def suggest(query, site):
    """Entries whose title or people's words hold every word, the last one perhaps unfinished."""
    if len(query.folded) < SHORTEST:
        return []
    entries = SearchEntry.objects.in_site(site)
    found = {}
    expressions = [*tiers(query)[:2], beginnings(query, in_title=True)]
    for expression in expressions:
        ids = entries.matching(expression).in_order().values_list("pk", flat=True)[: LIMIT * 2]
        found |= dict.fromkeys(ids)
        if len(found) >= LIMIT:
            break
    return shown(list(found)[:LIMIT])
