"""The select box of a link group leads here, because it must work without JavaScript."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from links.models import Link


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Go to a stored link by its number; an address in the request is never followed."""
    number = request.GET.get("den", "")
    if not number.isdecimal() or len(number) > 9:
        raise Http404("Không có liên kết này")
    link = get_object_or_404(Link.objects.select_related("page"), pk=number)
    if not link.href:
        raise Http404("Trang này không còn")
    return redirect(link.href)
