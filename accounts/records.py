"""Entries of the audit log that are about no single account."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

NOBODY = "0"


def record(action, label, user=None, **data):
    """Write an entry about accounts in general."""
    return ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(get_user_model()),
        object_id=NOBODY,
        label=label,
        action=action,
        timestamp=timezone.now(),
        user=user,
        data=data,
    )
