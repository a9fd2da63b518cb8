"""Gives every procedure of the list a page in an index."""

from django.db import transaction
from django.utils import timezone

from pages.adding import add_together
from procedures.content import plain_words
from procedures.models import LifeEvent, Procedure, ProcedurePage, ProcedureVersion
from search import once

_PREFIX = "thủ tục "
LONGEST_TITLE = 120


@transaction.atomic
def create_missing_guides(index):
    """Publish a page for each active procedure with content that has none below `index`.

    A procedure that is a name in a list is not for residents yet. Returns the pages.
    """
    present = ProcedurePage.objects.child_of(index).values("procedure")
    missing = Procedure.objects.active().exclude(pk__in=present)
    versions = ProcedureVersion.objects.current(timezone.localdate()).filter(has_content=True)
    found = list(versions.filter(procedure__in=missing).select_related("procedure"))
    words = {
        one.procedure.code: plain_words.words_for(one.procedure.code, one.name) for one in found
    }
    pages = [_guide(version, words[version.procedure.code]) for version in found]
    once.index(add_together(index, pages))
    add_life_events([version.procedure for version in found], words)
    return pages


def add_life_events(procedures, words):
    """The life events that the plain words name, for procedures that are in none yet."""
    through = Procedure.life_events.through
    taken = set(
        through.objects.filter(procedure__in=procedures).values_list("procedure_id", flat=True)
    )
    events = {}
    rows = []
    for procedure in procedures:
        name = words[procedure.code].life_event if words.get(procedure.code) else ""
        if name and procedure.pk not in taken:
            if name not in events:
                events[name] = LifeEvent.objects.get_or_create(name=name)[0]
            rows.append(through(procedure=procedure, lifeevent=events[name]))
    through.objects.bulk_create(rows)


def _guide(version, words):
    """One page, to be published as it is made: its first revision comes with the first edit."""
    now = timezone.now()
    return ProcedurePage(
        title=short_title(version.name),
        procedure=version.procedure,
        first_published_at=now,
        last_published_at=now,
        **(words.fields if words else {}),
    )


def short_title(name):
    """`Thủ tục đăng ký khai sinh` -> `Đăng ký khai sinh`, cut at a word where it is long."""
    name = " ".join(name.split())
    title = name[len(_PREFIX) :] if name.lower().startswith(_PREFIX) else name
    title = title[:1].upper() + title[1:]
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rpartition(" ")[0] + "…"
