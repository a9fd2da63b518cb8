"""The public statistics page."""

from django.http import Http404


def public_statistics(request):
    raise Http404
