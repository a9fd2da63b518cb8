"""Who may see which site's statistics."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Site
from wagtail.permissions import page_permission_policy

PERMISSION = "visits.view_statistics"
_PAGE_ACTIONS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def may_see_statistics(user):
    """Whether the user's groups grant the statistics at all."""
    return user.has_perm(PERMISSION)


def sites_for(user):
    """Sites whose statistics the user may see, by name.

    Where several communes share an installation, an official sees the sites on which he or she may
    work on pages; the only site of an installation is open to everybody with the permission.
    """
    if not may_see_statistics(user):
        return []
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site", "site_name"))
    if user.is_superuser or len(sites) == 1:
        return sites
    pages = page_permission_policy.instances_with_direct_explore_permission(user)
    return [site for site in sites if any(_touches(site.root_page, page) for page in pages)]


def chosen_site(request):
    """The site that `?site=` names, else the one asked for, else the first; raises PermissionDenied."""
    sites = sites_for(request.user)
    if not sites:
        raise PermissionDenied
    wanted = request.GET.get("site", "")
    if wanted:
        for site in sites:
            if str(site.pk) == wanted:
                return site
        raise PermissionDenied
    here = Site.find_for_request(request)
    return next((site for site in sites if here and site.pk == here.pk), sites[0])


def _touches(root, page):
    return root.path.startswith(page.path) or page.path.startswith(root.path)
