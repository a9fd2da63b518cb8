"""Where editorial work happens: the sections of a site, and the sites that a person belongs to."""

from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from accounts.models import RoleGroup
from news.models import SectionPage
from pages.sections import index_models


def sections_of(site):
    """The sections directly below the site's front page; sections inside them are theirs."""
    return site.root_page.get_children().type(index_models())


def every_section(site):
    """All sections of the site, in the order of the tree."""
    return SectionPage.objects.descendant_of(site.root_page).order_by("path")


def sites_of(user):
    """The sites that the person's roles belong to; a superuser's are all."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
    if user.is_superuser:
        return sites
    held = RoleGroup.objects.filter(group__user=user).values("site")
    return sites.filter(pk__in=held)


def site_above(page):
    """The site that a page stands on, or None (a page in the trash)."""
    sites = Site.objects.select_related("root_page").order_by("-root_page__depth")
    return next((site for site in sites if page.path.startswith(site.root_page.path)), None)


def pages_of(user):
    """Pages below the sites that the person's roles belong to."""
    below = Page.objects.none()
    for site in sites_of(user):
        below = below | Page.objects.descendant_of(site.root_page)
    return below


def edits_others(user):
    """Whether the person may change articles that others wrote."""
    held = page_permission_policy.get_cached_permissions_for_user(user)
    return user.is_superuser or any(
        permission.permission.codename in ("change_page", "publish_page") for permission in held
    )
