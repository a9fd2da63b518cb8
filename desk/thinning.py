"""Old versions of pages and texts: after a year only those stay that somebody may have to answer for.

That is what was published, approved or returned, what is waiting to appear, and the newest of each. What
an editor merely saved on the way goes: five years of it are most of a commune's database. Wagtail's own
`purge_revisions` would take the record of approvals along, which hangs on its versions.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

KEPT_WHOLE = timedelta(days=365)
_MERELY_SAVED = ("wagtail.edit", "wagtail.create")
BATCH = 500


def old_versions(now=None):
    """The versions that nobody needs any more."""
    found = Revision.objects.filter(
        created_at__lt=(now or timezone.now()) - KEPT_WHOLE, approved_go_live_at=None
    )
    for model, name in _what_points_at_versions():
        pointing = model._default_manager.filter(**{name: OuterRef("pk")})
        if model in (PageLogEntry, ModelLogEntry):
            pointing = pointing.exclude(action__in=_MERELY_SAVED)
        found = found.exclude(Exists(pointing))
    return found


def thin_out(now=None):
    """Delete them, a few hundred at a time; gives how many went."""
    gone = 0
    while pks := list(old_versions(now).values_list("pk", flat=True)[:BATCH]):
        Revision.objects.filter(pk__in=pks).delete()
        gone += len(pks)
    return gone


def _what_points_at_versions():
    """(model, field) of every foreign key to a version: pages' newest and live one, approvals, the log."""
    fields = Revision._meta.get_fields(include_hidden=True)
    return [
        (field.related_model, field.field.name)
        for field in fields
        if (field.one_to_many or field.one_to_one)
        and field.auto_created
        and field.concrete is False
    ]
