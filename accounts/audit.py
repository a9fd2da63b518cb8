"""The audit log: Wagtail's site history, with the address a person came from, and Vietnamese export."""

from django.utils import timezone
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet

from accounts.communes import entries_for, seen_by
from accounts.models import User
from accounts.rights import RightPolicy


class EntriesFilterSet(SiteHistoryReportFilterSet):
    """Narrow the list; by those people only whom one sees."""

    def get_users_queryset(self):
        """Names of colleagues, and of nobody else."""
        seen = seen_by(self.request.user).order_by().values("pk")
        return super().get_users_queryset().filter(pk__in=seen)


class AuditLog(LogEntriesView):
    """Who did what when, and from where for what concerns accounts."""

    page_title = "Nhật ký hệ thống"
    header_icon = "history"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    filterset_class = EntriesFilterSet
    results_template_name = "accounts/audit_log_results.html"
    permission_policy = RightPolicy(User)
    permission_required = "accounts.view_audit_log"
    list_export = ["timestamp", "who", "action", "content_type", "label", "address", "details"]
    export_headings = {
        "timestamp": "Lúc",
        "who": "Ai",
        "action": "Việc",
        "content_type": "Loại",
        "label": "Đối tượng",
        "address": "Địa chỉ mạng",
        "details": "Chi tiết",
    }

    def filter_queryset(self, queryset):
        """What was done by or to people of the own communes."""
        return super().filter_queryset(entries_for(self.request.user, queryset))

    def get_filename(self):
        """The file's name without its ending."""
        return f"nhat-ky-{timezone.localdate():%Y-%m-%d}"

    def decorate_paginated_queryset(self, queryset):
        """The address and the details out of the entry's data."""
        entries = super().decorate_paginated_queryset(queryset)
        for entry in entries:
            data = entry.data or {}
            entry.address = data.get("address", "")
            entry.who = entry.user_display_name if entry.user_id else ""
            entry.details = _details(data)
        return entries


def _details(data):
    """What an entry says beyond its action: a reviewer's comment, the roles."""
    parts = [data.get("comment"), (data.get("workflow") or {}).get("comment")]
    parts += [", ".join(data.get("roles", [])), data.get("by")]
    return "; ".join(str(part) for part in parts if part)
