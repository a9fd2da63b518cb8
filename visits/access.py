"""Who may see which site's statistics."""

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from accounts.models import RoleGroup, User

Person: TypeAlias = User | AnonymousUser
PERMISSION = "visits.view_statistics"


def may_see_statistics(user: Person) -> bool:
    """Whether the user's groups grant the statistics at all."""
    return user.has_perm(PERMISSION)


def sites_for(user: Person) -> list[Site]:
    """Sites whose statistics the user may see, by name.

    Where several communes share an installation, an official sees the site of the role that grants
    the permission, or else the sites on which he or she may work on pages. The only site of an
    installation is open to everybody with the permission.
    """
    if not isinstance(user, User) or not may_see_statistics(user):
        return []
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site", "site_name"))
    if user.is_superuser or len(sites) == 1:
        return sites
    of_roles = _sites_of_roles(user)
    if of_roles:
        return [site for site in sites if site.pk in of_roles]
    pages = page_permission_policy.instances_with_direct_explore_permission(user)
    return [site for site in sites if any(_touches(site.root_page, page) for page in pages)]


def chosen_site(request: HttpRequest) -> Site:
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


def _sites_of_roles(user: User) -> set[int]:
    app_label, _, codename = PERMISSION.partition(".")
    granting = RoleGroup.objects.filter(
        group__user=user,
        group__permissions__codename=codename,
        group__permissions__content_type__app_label=app_label,
    )
    return set(granting.exclude(site=None).values_list("site_id", flat=True))


def _touches(root: Page, page: Page) -> bool:
    return bool(root.path.startswith(page.path) or page.path.startswith(root.path))
