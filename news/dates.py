"""The date on an article is the moment at which it appeared, unless an editor or an import wrote one.

Appearing means: published for the first time, on whatever way, or again after its own end (a notice
with an end that is used once more). Taken off by hand and put back, it keeps its date.
"""

from django.utils import timezone
from wagtail.models import PageLogEntry

_ENDED = "wagtail.unpublish.scheduled"
_TAKEN_OFF = "wagtail.unpublish"


def date_of(article, reappears=False):
    """The date of a live article that is being saved; `reappears` where it was not live before."""
    if article.published_at is None:
        is_copy = article.pk is None  # one that is shown at once brings the other's first day
        return timezone.now() if is_copy else article.first_published_at or timezone.now()
    ended_at = _own_end(article) if reappears else None
    return timezone.now() if ended_at and article.published_at <= ended_at else article.published_at


def _own_end(article):
    """When it ended by itself, if that is what took it off last; one query, on reappearing only."""
    taken_off = PageLogEntry.objects.filter(page=article.pk, action__in=[_ENDED, _TAKEN_OFF])
    last = taken_off.order_by("-timestamp", "-pk").values_list("action", "timestamp").first()
    return last[1] if last and last[0] == _ENDED else None
