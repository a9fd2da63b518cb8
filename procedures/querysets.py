"""Questions about procedures, so that they read aloud: `procedure.versions.in_force(today)`."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from procedures.freshness import note_day_of_law

CHILDREN = (
    "steps",
    "methods__fees",
    "cases__papers",
    "subjects",
    "agencies",
    "results",
    "legal_bases",
    "subject_areas",
)


class ProcedureQuerySet(models.QuerySet):
    """Procedures of the national list."""

    def active(self):
        """Still in the list."""
        return self.filter(state="active")


class VersionQuerySet(models.QuerySet):
    """Versions of procedures."""

    def in_force(self, day):
        """Valid on `day`, the newest first; usually one for each procedure."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        ).order_by("procedure_id", F("valid_from").desc(nulls_last=True))

    def current(self, day):
        """Exactly the version in force on `day` for each procedure; one query for any number."""
        note_day_of_law(self.model)
        newest = (
            VersionQuerySet(self.model)
            .filter(procedure=OuterRef("procedure"))
            .in_force(day)
            .order_by(F("valid_from").desc(nulls_last=True))
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def whole(self):
        """With every row of the sheet, in a fixed number of queries."""
        return self.select_related("procedure").prefetch_related(*CHILDREN)
