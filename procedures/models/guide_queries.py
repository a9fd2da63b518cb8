"""Questions about guides, beside those about the national text (`procedures.querysets`)."""

from django.db.models import Prefetch
from wagtail.models import PageQuerySet

from pages.restrictions import open_to_all
from procedures.models.national import ProcedureVersion


class GuideQuerySet(PageQuerySet):
    """Guides: pages that tell a procedure."""

    def published(self):
        """Live and open to everybody."""
        return open_to_all(self.live())

    def with_version(self, day):
        """Each guide's `procedure.current_versions`: a list with the version in force, or empty."""
        current = Prefetch(
            "procedure__versions",
            queryset=ProcedureVersion.objects.current(day),
            to_attr="current_versions",
        )
        return self.select_related("procedure").prefetch_related(current)
