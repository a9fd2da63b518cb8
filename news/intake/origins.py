"""The original file of a draft, and its list of what is missing, for those who may edit the article."""

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from news.intake.models import Arrival, Origin

LOG_ACTION = "news.import_word"
"""Under which the article's history tells where it came from."""


@require_safe
def original_file(request, number: int):
    """The Word file as it was sent."""
    origin = origin_for(request.user, number)
    if not origin.has_file:
        raise Http404
    return FileResponse(origin.file.open("rb"), as_attachment=True, filename=origin.name)


@require_POST
def settle_missing(request, number: int, row: int):
    """One row is dealt with."""
    origin_for(request.user, number).settle(row)
    return HttpResponse(status=204)


def origin_for(user, number: int) -> Origin:
    """An origin whose article the user may edit or approve."""
    origin = get_object_or_404(Origin.objects.select_related("page"), pk=number)
    if not origin.page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return origin


@receiver(post_delete, sender=Arrival)
@receiver(post_delete, sender=Origin)
def remove_file(instance, **kwargs):
    """An article deleted takes its file along; so does a report that is thrown away."""
    if instance.file:
        instance.file.delete(save=False)
