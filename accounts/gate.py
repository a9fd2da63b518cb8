"""Closes what Wagtail leaves open to everybody who may enter the admin.

Found by walking every address as every role (tests/site/admin_access.tsv): choosers, the internal
API, cancelling an approval and the choosers of approval steps ask only whether somebody may enter.
People who merely read statistics have no business there (docs/decisions/012).
"""

from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

FOR_WRITERS = (
    "articles:",
    "trash",
    "wagtail_bulk_action",
    "wagtailadmin_api:",
    "wagtailadmin_block_preview",
    "wagtailadmin_choose_page",
    "wagtailadmin_pages:",
    "wagtailadmin_tag_",
    "wagtaildocs",
    "wagtailembeds",
    "wagtailimages",
    "wagtailsnippetchoosers_",
)
"""Beginnings of route names that need some right on pages."""
SITE_HISTORY = "wagtailadmin_reports:site_history"
"""Wagtail's log knows no communes; who may read ours is sent there."""
FOR_SUPERUSERS = ("wagtailadmin_workflows:",)
"""Approval is set up by code."""


class GateMiddleware:
    """Answers like Wagtail does where a right is missing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Nothing before the route is known."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Send people home who have no business at the address."""
        route = request.resolver_match.view_name or ""
        if route.startswith(SITE_HISTORY) and request.user.has_perm("accounts.view_audit_log"):
            return redirect("audit_log")
        if not route.startswith((*FOR_WRITERS, *FOR_SUPERUSERS)):
            return None
        user = request.user
        if not user.is_authenticated or user.is_superuser:
            return None
        is_about_people = kwargs.get("model_name") == "user"  # several at once: superusers only
        if route.startswith(FOR_WRITERS) and has_business_with_pages(user) and not is_about_people:
            return None
        messages.error(request, "Bạn không có quyền truy cập khu vực này.")
        return redirect("wagtailadmin_home")


def has_business_with_pages(user):
    """Whether the person holds any right on any page."""
    return user.is_superuser or bool(page_permission_policy.get_cached_permissions_for_user(user))
