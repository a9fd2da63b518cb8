"""Questions about entries, so that they read aloud: `SearchEntry.objects.in_site(site).matching(x)`."""

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Length
from wagtail.models import PageViewRestriction

from search.index import words


class EntryQuerySet(QuerySet):
    """Entries of the index."""

    def in_site(self, site):
        """Entries below the site's front page, without those behind a password or login."""
        closed = PageViewRestriction.objects.values_list("page__path", flat=True)
        entries = self.filter(path__startswith=site.root_page.path)
        return entries.exclude(_below(closed)) if closed else entries

    def matching(self, expression):
        """Entries whose words fulfil `expression` (search.index.expressions)."""
        return self.filter(pk__in=words.matching(expression))

    def in_order(self):
        """Kinds that do a task first, the plainest title leading; then newest first; stable."""
        plainest = Case(When(priority__gt=0, then=Length("title")), default=0)
        return self.order_by("-priority", plainest, F("date").desc(nulls_last=True), "-pk")


def _below(paths):
    condition = Q()
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition
