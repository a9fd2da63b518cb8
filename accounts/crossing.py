"""Whether a request to the admin would cross the wall to another commune.

Asked by the gate, before any view: Wagtail's choosers, previews and lists of uses show a thing to whoever
knows its number, and its actions on several things ask for a right to the kind alone.
"""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from accounts import walls
from accounts.named import model_of_several, named_by

KNOWS_NO_COMMUNES = (
    "wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:site_history",
    "wagtailadmin_pages:type_use",
)  # fmt: skip
"""Wagtail's lists over the whole install: for superusers, where there are walls."""


def crosses(request, match):
    """Whether the address, or a site that is sent along, is of a commune that the person does not work for."""
    person = request.user
    if walls.open_for(person):
        return False
    if match.view_name.startswith(KNOWS_NO_COMMUNES):
        return True
    if match.view_name == "wagtail_bulk_action":
        _narrow(request, match)
    if match.view_name == "wagtailredirects:process_import":
        _not_for_all(request)
    is_choice = match.view_name.startswith("wagtailsnippetchoosers_")
    of_own = walls.of_sites_worked_for if is_choice else walls.of_own
    named = [*named_by(match, request.GET), *_place_of_a_list(match, request.GET)]
    if (site := _site_sent(request)) is not None:
        named.append((Site, site))
    return any(walls.is_foreign(person, model, key, of_own) for model, key in named)


def _not_for_all(request):
    """Redirects from a file are for all sites unless one is chosen; one's own is what is meant."""
    own = walls.sites_where(request.user, Redirect)
    if own and not request.POST.get("site"):
        request.POST = request.POST.copy()
        request.POST["site"] = str(min(own))


def _site_sent(request):
    """What a form says whose its thing is; what is for all communes is not for one to say."""
    return request.POST.get("site") if request.method == "POST" else None


def _place_of_a_list(match, query):
    """What "all of the list" stands below: a page, or a collection of files."""
    if match.view_name == "wagtail_bulk_action" and "childOf" in query:
        yield (Page if match.kwargs["model_name"] == "page" else Collection), query["childOf"]


def _narrow(request, match):
    """What "all of the list" means, before `get_actionable_objects` asks: all of one's own."""
    model = model_of_several(match)
    if "all" in request.GET.getlist("id") and "childOf" not in request.GET:
        request.GET = request.GET.copy()
        own = walls.of_own(request.user, model._default_manager.all())
        request.GET.setlist("id", [str(key) for key in own.values_list("pk", flat=True)])
