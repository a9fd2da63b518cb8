"""Whatever may take a picture off the site takes its links away (`pages.open_pictures`).

Documents need nothing of the kind: each request for one is answered by the site.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import page_unpublished, post_page_move

from pages import open_pictures
from pages.images import PortalImage


def connect():
    """Called once, when the apps are ready."""
    page_unpublished.connect(_unpublished, dispatch_uid="closing-unpublished")
    post_page_move.connect(_moved, dispatch_uid="closing-moved")
    post_delete.connect(_no_longer_used, sender=ReferenceIndex, dispatch_uid="closing-reference")
    for signal in (post_save, post_delete):
        signal.connect(
            _restricted, sender=PageViewRestriction, dispatch_uid=f"closing-rule-{id(signal)}"
        )
        signal.connect(_site_changed, sender=Site, dispatch_uid=f"closing-site-{id(signal)}")
    post_delete.connect(_deleted, sender=PortalImage, dispatch_uid="closing-picture")


def close_used_by(pages):
    """Close the pictures that any of these pages uses."""
    kinds = ContentType.objects.get_for_models(Page, PortalImage)
    holders = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
    used = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        object_id__in=holders,
        to_content_type=kinds[PortalImage],
    )
    open_pictures.close(used.values_list("to_object_id", flat=True).distinct())


def _unpublished(sender, instance, **kwargs):
    close_used_by(Page.objects.filter(pk=instance.pk))


def _moved(sender, instance, **kwargs):
    close_used_by(Page.objects.descendant_of(instance, inclusive=True))


def _restricted(sender, instance, **kwargs):
    close_used_by(Page.objects.descendant_of(instance.page, inclusive=True))


def _site_changed(sender, **kwargs):
    """Another root, another set of pages: seldom, so all at once."""
    open_pictures.close_all()


def _no_longer_used(sender, instance, **kwargs):
    if instance.to_content_type_id == ContentType.objects.get_for_model(PortalImage).pk:
        open_pictures.close([instance.to_object_id])


def _deleted(sender, instance, **kwargs):
    open_pictures.close([instance.pk])
