"""Old addresses of an imported article lead to it with one 301."""

from django.utils.encoding import iri_to_uri, uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from addresses.old_addresses import page_at
from legacy.survey.addresses import paths_of

LONGEST = 255


def stored_path(path: str) -> str:
    """As the redirect middleware looks an address up: letters as letters, blanks as `%20`."""
    return Redirect.normalise_path(uri_to_iri(iri_to_uri(path)))


def remember_addresses(site: Site, addresses: list[str], page) -> list[int]:
    """Redirects for every address that is free; the numbers of those that are new."""
    wanted = dict.fromkeys(stored_path(path) for path in paths_of(addresses))
    known = set(
        Redirect.objects.filter(site=site, old_path__in=wanted).values_list("old_path", flat=True)
    )
    free = [path for path in wanted if path not in known and may_redirect(path, site)]
    return [
        Redirect.objects.create(site=site, old_path=path, redirect_page=page, is_permanent=True).pk
        for path in free
    ]


def may_redirect(path: str, site: Site) -> bool:
    """Long enough to be a page of its own, short enough to be kept, and not a page here."""
    return 1 < len(path) <= LONGEST and ("?" in path or page_at(path, site) is None)


def page_for(site: Site, address: str) -> int | None:
    """The article that an old address leads to."""
    paths = [stored_path(path) for path in paths_of([address])]
    paths += [path.partition("?")[0] for path in paths if "?" in path]
    found = Redirect.objects.filter(site=site, old_path__in=paths, redirect_page__isnull=False)
    by_path = dict(found.values_list("old_path", "redirect_page_id"))
    return next((by_path[path] for path in paths if path in by_path), None)
