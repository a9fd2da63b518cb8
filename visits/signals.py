"""What happens to pages that counting must know of."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page

from visits.models import PageTotal


def keep_title(sender: type, instance: object, **kwargs: Any) -> None:
    """A deleted page stays in its site's sums; reports still say what it was called."""
    if isinstance(instance, Page):
        PageTotal.objects.filter(page_id=instance.pk).update(
            title_when_deleted=instance.title[:255]
        )


def connect() -> None:
    """Listen to deletions of every kind of page."""
    post_delete.connect(keep_title, dispatch_uid="visits.keep_title")
