"""When a page that shows procedures becomes out of date by the calendar alone."""

from django.db.models import Q
from django.utils import timezone

from pages import shown
from pages.remembering import remembered
from pages.today import today

_LONGEST = 3_600.0


def note_day_of_law(versions, procedure=None):
    """What is being made shows texts in force: it turns with the day while a change lies ahead.

    `versions` is their model; with the key of a `procedure` only its own changes count.
    """
    if not shown.is_recorded():
        return
    site, _ = shown.present_site()
    ahead = remembered(("law ahead", site), lambda: _ahead(versions), _LONGEST, of_site=True)
    if procedure in ahead if procedure else ahead:
        today()


def _ahead(versions):
    """Keys of the procedures whose text changes after today."""
    day = timezone.localdate()
    changes = versions.objects.filter(Q(valid_from__gt=day) | Q(valid_to__gte=day))
    return frozenset(changes.values_list("procedure", flat=True))
