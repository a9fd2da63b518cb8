"""Gives every procedure of the list a page in an index."""

from django.db import transaction
from django.utils import timezone

from procedures.models import Procedure, ProcedurePage, ProcedureVersion

_PREFIX = "thủ tục "
LONGEST_TITLE = 120


@transaction.atomic
def create_missing_guides(index):
    """Publish a page for each active procedure with content that has none below `index`.

    A procedure that is a name in a list is not for residents yet. Returns the pages.
    """
    present = ProcedurePage.objects.child_of(index).values("procedure")
    missing = Procedure.objects.active().exclude(pk__in=present)
    versions = ProcedureVersion.objects.current(timezone.localdate()).filter(procedure__in=missing, has_content=True)
    found = list(versions.select_related("procedure"))
    pages = []
    for version in found:
        page = ProcedurePage(title=short_title(version.name), procedure=version.procedure)
        index.add_child(instance=page)
        page.save_revision().publish()
        pages.append(page)
    return pages


def short_title(name):
    """`Thủ tục đăng ký khai sinh` -> `Đăng ký khai sinh`, cut at a word where it is long."""
    title = name[len(_PREFIX) :] if name.lower().startswith(_PREFIX) else name
    title = title[:1].upper() + title[1:]
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rpartition(" ")[0] + "…"
