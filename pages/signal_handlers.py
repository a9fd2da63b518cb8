"""A picture's published sizes follow the picture."""

from django.db.models.signals import post_delete, post_save

from pages import image_sizes
from pages.images import PortalImage


def connect():
    """Called once, when the apps are ready."""
    post_save.connect(_saved, sender=PortalImage, dispatch_uid="image-sizes")
    post_delete.connect(_deleted, sender=PortalImage, dispatch_uid="image-sizes-deleted")


def _saved(sender, instance, raw=False, created=False, **kwargs):
    if not raw and instance.file and not image_sizes.is_current(instance):
        image_sizes.make_sizes(instance, is_new=created)


def _deleted(sender, instance, **kwargs):
    image_sizes.remove_sizes(instance)
