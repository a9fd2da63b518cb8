"""Questions about entries, so that they read aloud."""

from django.db.models import QuerySet

from pages.restrictions import open_to_all


class EntryQuerySet(QuerySet):
    """Entries of the index."""

    def in_site(self, site):
        """Entries below the site's front page, without those behind a password or login."""
        return open_to_all(self.filter(path__startswith=site.root_page.path))
