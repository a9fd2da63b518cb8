"""Gives every procedure of the list a page in an index."""

from django.db import transaction
from django.utils import timezone

from procedures.models import Procedure, ProcedurePage, ProcedureVersion

_PREFIX = "thủ tục "
LONGEST_TITLE = 120


@transaction.atomic
def create_missing_guides(index):
    """Publish a page for each active procedure that has none below `index`; returns how many."""
    present = ProcedurePage.objects.child_of(index).values("procedure")
    missing = Procedure.objects.active().exclude(pk__in=present)
    versions = ProcedureVersion.objects.current(timezone.localdate()).filter(procedure__in=missing)
    found = list(versions.select_related("procedure"))
    for version in found:
        page = ProcedurePage(title=short_title(version.name), procedure=version.procedure)
        index.add_child(instance=page)
        page.save_revision().publish()
    return len(found)


def short_title(name):
    """`Thủ tục đăng ký khai sinh` -> `Đăng ký khai sinh`, cut at a word where it is long."""
    title = name[len(_PREFIX) :] if name.lower().startswith(_PREFIX) else name
    title = title[:1].upper() + title[1:]
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rpartition(" ")[0] + "…"
