"""What happens to pages that counting must know of."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from pages import generation
from visits.models import OpeningBalance, PageTotal


def keep_title(sender: type, instance: object, **kwargs: Any) -> None:
    """A deleted page stays in its site's sums; reports still say what it was called."""
    if isinstance(instance, Page):
        PageTotal.objects.filter(page_id=instance.pk).update(
            title_when_deleted=instance.title[:255]
        )


def show_at_once(**kwargs: Any) -> None:
    """What an old portal had counted stands on kept pages."""
    generation.bump()


def connect() -> None:
    """Listen to deletions of every kind of page, and to opening balances."""
    for signal in (post_save, post_delete):
        signal.connect(show_at_once, sender=OpeningBalance, dispatch_uid=f"visits-{id(signal)}")
    post_delete.connect(keep_title, dispatch_uid="visits.keep_title")
