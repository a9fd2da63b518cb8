"""Which requests are work: what a person does in the admin, and not what an open tab sends by itself."""

from django.conf import settings

SENT_BY_TABS = {
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "session_state",
}
"""Names of admin addresses that scripts ask without anybody's doing."""


class WorkMiddleware:
    """Says to the session whether its eight hours begin anew (`accounts.sessions`)."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}"

    def __call__(self, request):
        """Until the address is known, nothing counts."""
        request.session.is_work = False
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Whatever else is asked of the admin is work."""
        in_admin = request.path_info.startswith(self.admin_prefix)
        request.session.is_work = in_admin and request.resolver_match.view_name not in SENT_BY_TABS
