"""Which reports of a view are let in, and which are no view at all.

The cheap questions come first: a flood ends here, before a signature is checked or a row is read.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections, router
from wagtail.models import Page, PageViewRestriction

from visits import rate_limit
from visits.robots import is_fetched_ahead

_PAGES, _RESTRICTIONS = Page._meta.db_table, PageViewRestriction._meta.db_table
_PUBLIC_PAGE = f"""
    SELECT 1 FROM {_PAGES} page WHERE page.id = %s AND page.live AND NOT EXISTS (
        SELECT 1 FROM {_RESTRICTIONS} restriction JOIN {_PAGES} closed ON closed.id = restriction.page_id
        WHERE substr(page.path, 1, length(closed.path)) = closed.path
    )
"""  # noqa: S608 - table names from the models


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - reads as what happened
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


def require_public_page(page_id):
    """The page must be live and open to all at this moment. Raises `Refused` (400).

    The site needs no question: it stands in the signed token, and a view counts for the site that
    signed. Plain SQL, because putting Wagtail's own two queries together costs more than counting.
    """
    with connections[router.db_for_read(Page)].cursor() as cursor:
        cursor.execute(_PUBLIC_PAGE, [page_id])
        if cursor.fetchone() is None:
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
