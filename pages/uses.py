"""Who uses a picture, a file or a page: said before it is deleted, replaced or taken off."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Use:
    """One page, setting or group of links that shows or links to the thing."""

    title: str
    url: str = ""
    """Where it is edited; empty where that is not known."""
    is_live: bool = False


def uses_of(thing: Model) -> tuple[list[Use], int]:
    """The first `SHOWN` uses, those that readers see first, and how many more there are."""
    groups = ReferenceIndex.get_grouped_references_to(thing)
    found = sorted(
        (_use(source) for source, _ in groups), key=lambda use: (not use.is_live, use.title)
    )
    return found[:SHOWN], max(0, len(found) - SHOWN)


def _use(source):
    if isinstance(source, Page):
        url = reverse("wagtailadmin_pages:edit", args=[source.pk])
        return Use(source.get_admin_display_title(), url, source.live)
    return Use(str(source) or str(source._meta.verbose_name).capitalize(), is_live=True)
