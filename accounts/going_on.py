"""Where a screen about signing in leads on to: a page of this site, and nowhere else."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def wanted(request):
    """A page of this site to go on to, or ""."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else ""


def onward(request):
    """The answer that leads there, else to the desk."""
    return HttpResponseRedirect(wanted(request) or reverse("wagtailadmin_home"))
