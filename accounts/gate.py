"""Who has business at which address of the admin; an address that nobody has named is closed.

Wagtail leaves some open to everybody who may enter: choosers, the internal API, cancelling an approval ask
only whether somebody may enter. They were found by walking every address as every role
(tests/site/admin_access.tsv); people who merely read statistics have no business there
(docs/decisions/012). What a new version of Wagtail brings stays shut until somebody has looked at it.
"""

from enum import Enum

from django.conf import settings
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from accounts.crossing import crosses


class Business(Enum):
    """What the gate asks for; the view behind it may ask for more."""

    ENTERING = "may enter the admin: the view asks for its own rights"
    WRITING = "some right on some page"
    RUNNING_IT = "superusers"


_business = {}


def open_to(business, *beginnings):
    """Let people with `business` through to routes whose names begin so; the longest beginning counts."""
    _business.update(dict.fromkeys(beginnings, business))


open_to(
    Business.ENTERING,
    "access_review", "audit_log", "first_password", "own_sessions", "passkey", "prove_password", "second_factor",
    "wagtailadmin_account", "wagtailadmin_collections:", "wagtailadmin_dismissibles", "wagtailadmin_editing_sessions:",
    "wagtailadmin_explore", "wagtailadmin_home", "wagtailadmin_javascript_catalog", "wagtailadmin_login",
    "wagtailadmin_logout", "wagtailadmin_password_reset", "wagtailadmin_reports:", "wagtailadmin_sprite",
    "wagtail.admin.views.home.default",  # "no such page"
    "wagtailredirects:", "wagtailsettings:", "wagtailsites:", "wagtailsnippets:", "wagtailsnippets_", "wagtailusers_",
)  # fmt: skip
open_to(
    Business.WRITING,
    "wagtail_bulk_action", "wagtailadmin_api:", "wagtailadmin_block_preview", "wagtailadmin_choose_page",
    "wagtailadmin_pages:", "wagtailadmin_tag_", "wagtaildocs", "wagtailembeds", "wagtailimages",
    "wagtailsnippetchoosers_",
)  # fmt: skip
open_to(Business.RUNNING_IT, "wagtailadmin_workflows:")  # approval is set up by code


def business_at(route):
    """What the route with this name asks for; None where nobody has named it."""
    fitting = [beginning for beginning in _business if route.startswith(beginning)]
    return _business[max(fitting, key=len)] if fitting else None


SITE_HISTORY = "wagtailadmin_reports:site_history"
"""Wagtail's log knows no communes; who may read ours is sent there."""


class GateMiddleware:
    """Answers like Wagtail does where a right is missing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Nothing before the route is known."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Send people home who have no business at the address."""
        found = request.resolver_match
        if not found.route.startswith(settings.ADMIN_PATH):
            return None
        route, user = found.view_name or "", request.user
        if route.startswith(SITE_HISTORY) and user.has_perm("accounts.view_audit_log"):
            return redirect("audit_log")
        if not user.is_authenticated or user.is_superuser:
            return None
        if _has_business(user, business_at(route), kwargs) and not crosses(request, found):
            return None
        messages.error(request, "Bạn không có quyền truy cập khu vực này.")
        return redirect("wagtailadmin_home")


def _has_business(user, business, kwargs):
    if business is Business.WRITING:
        is_about_people = kwargs.get("model_name") == "user"  # several at once: superusers only
        return has_business_with_pages(user) and not is_about_people
    return business is Business.ENTERING


def has_business_with_pages(user):
    """Whether the person holds any right on any page."""
    return user.is_superuser or bool(page_permission_policy.get_cached_permissions_for_user(user))
