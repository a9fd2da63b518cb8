"""Which Wagtail site a request is for, and where its pages begin; asked once per change."""

from itertools import islice

from django.conf import settings
from wagtail.models import Site

from pages import generation, shown
from pages.remembering import remembered


def remember_site(request):
    """Give the request its site and the addresses of all sites, as Wagtail would by queries."""
    host = (request._get_raw_host(), request.get_port())
    site = request._wagtail_site = remembered(("site", *host), lambda: _site(request))
    if site is not None:
        shown.of_site(site.pk, site.root_page.path)
    request._wagtail_cached_site_root_paths = root_paths()


def is_of_now(request):
    """Whether nothing has changed since the request came in.

    What was read for a page before a change must not be remembered as of after it.
    """
    return getattr(request, "generation", None) in (None, generation.current())


def root_paths():
    """Wagtail's `Site.get_site_root_paths()`, which alone would not see another process's change."""
    return remembered(("root paths",), _fresh_root_paths)


def sites_above(url_path):
    """Keys of the sites whose front page is the page at this path of the tree, or one above it."""
    return [root.site_id for root in _roots_above(url_path)]


def roots_that_matter(url_path):
    """Of Wagtail's list of root paths those above a page, and one more where there are several sites.

    Wagtail goes through the list for every address that it writes, to find these and to see whether there
    are several sites at all; with a whole province in it that is half the price of a page.
    """
    found = _roots_above(url_path)
    own = {root.site_id for root in found}
    another = (root for root in _by_root()[1] if root.site_id not in own)
    return [*found, *islice(another, 1)]


def _roots_above(url_path):
    ends = [at + 1 for at, sign in enumerate(url_path) if sign == "/"]
    roots = _by_root()[0]
    return [root for end in reversed(ends) for root in roots.get(url_path[:end], ())]


def _by_root():
    """Root paths by what they begin with, and those of the first few sites; looked up, not gone through."""
    return remembered(("roots",), _sorted_roots)


def _sorted_roots():
    roots: dict[str, list] = {}
    for root in root_paths():
        roots.setdefault(root.root_path, []).append(root)
    few = {root.site_id: root for root in islice(root_paths(), 9)}
    return roots, list(few.values())


def _fresh_root_paths():
    Site.clear_site_root_paths_cache()
    with shown.recorded():  # unheard: a change of a site or of an address is one of everything
        return Site.get_site_root_paths()


def _site(request):
    with shown.named():
        site = Site._find_for_request(request)
        if site is not None:
            site.root_page = site.root_page.specific
            site.root_page.is_remembered = True
        return site


class SiteMiddleware:
    """Every public view finds the request's site remembered; media needs none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Note what the page will have been made from, before anything is read."""
        request.generation = generation.current()
        with generation.asked_now_and_then():
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """After the URL is resolved, so that static and unknown addresses ask nothing."""
        if not request.path_info.startswith(settings.MEDIA_URL):
            remember_site(request)
