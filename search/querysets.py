"""Questions about entries, so that they read aloud: `SearchEntry.objects.in_site(site).matching(x)`."""

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Length

from pages.restrictions import open_to_all
from search.index import words


class EntryQuerySet(QuerySet):
    """Entries of the index."""

    def in_site(self, site):
        """Entries below the site's front page, without those behind a password or login."""
        return open_to_all(self.filter(path__startswith=site.root_page.path))

    def matching(self, expression):
        """Entries whose words fulfil `expression` (search.index.expressions)."""
        return self.filter(pk__in=words.matching(expression))

    def in_order(self):
        """Kinds that do a task first, the plainest title leading; then newest first; stable."""
        plainest = Case(When(priority__gt=0, then=Length("title")), default=0)
        return self.order_by("-priority", plainest, F("date").desc(nulls_last=True), "-pk")
