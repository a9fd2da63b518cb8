"""Which reports of a view are let in, and which are no view at all.

The cheap questions come first: a flood ends here, before a signature is checked or a row is read.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from visits import rate_limit
from visits.robots import is_fetched_ahead


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """A request that gets an error status; `reason` is for the person who tries it out."""

    status: int
    reason: str


def require_own_page(request):
    """The report must come from a page of this very host. Raises `Refused` (403)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin"):
        raise Refused(403, "Lượt xem phải được gửi từ chính trang này.")
    # Browsers from before 2020 send no Sec-Fetch-Site; some send no Origin with their own page.
    claimed = request.headers.get("Origin") or request.headers.get("Referer")
    if claimed is None and site == "same-origin":
        return
    if claimed is None or urlsplit(claimed).netloc != request.get_host():
        raise Refused(403, "Lượt xem phải được gửi từ chính trang này.")


def require_calm(network, user_agent):
    """Not more reports than a person, or an office full of people, makes. Raises `Refused` (429)."""
    visitor = hash((network, user_agent))
    calm = rate_limit.per_address.allows(network) and rate_limit.per_visitor.allows(visitor)
    if not calm:
        raise Refused(429, "Gửi quá nhanh. Xin chờ một phút.")


def require_public_page(request, site_id, page_id):
    """The page must be live, open to all, and of the site that is asked. Raises `Refused` (400)."""
    site = Site.find_for_request(request)
    if site is None or site.pk != site_id:
        raise Refused(400, "Mã trang thuộc trang thông tin khác.")
    if not Page.objects.live().public().filter(pk=page_id).exists():
        raise Refused(400, "Không có trang này, hoặc trang không mở cho mọi người.")


def is_staff(request):
    """Whether somebody is signed in; nobody but staff has an account."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def why_no_view(request):
    """Why the showing is no view by a person: "prefetch", "staff", or None."""
    if is_fetched_ahead(request.headers):
        return "prefetch"
    if is_staff(request):
        return "staff"
    return None
