"""Who submitted, approved, sent back, published and took down what and when: kept after the page.

From Wagtail's page log, which outlives the page (QĐ 146/QĐ-BTTTT Đ14–15).
"""

import django_filters
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import PageLogEntry

from accounts.rights import RightPolicy
from desk.places import pages_of

ACTIONS = {
    "wagtail.workflow.start": "Gửi duyệt",
    "wagtail.workflow.resume": "Gửi duyệt lại",
    "wagtail.workflow.approve": "Duyệt",
    "wagtail.workflow.reject": "Trả lại",
    "wagtail.workflow.cancel": "Rút lại",
    "wagtail.publish": "Đăng",
    "wagtail.publish.schedule": "Hẹn giờ đăng",
    "wagtail.publish.scheduled": "Tự đăng theo giờ",
    "wagtail.unpublish": "Gỡ",
    "wagtail.unpublish.scheduled": "Tự gỡ vì hết hạn",
    "wagtail.delete": "Xóa hẳn",
}


class ApprovalsFilterSet(WagtailFilterSet):
    """Narrow the book."""

    timestamp = django_filters.DateFromToRangeFilter(label="Ngày", widget=DateRangePickerWidget)
    action = django_filters.ChoiceFilter(label="Việc", choices=list(ACTIONS.items()))
    label = django_filters.CharFilter(label="Tên bài", lookup_expr="icontains")

    class Meta:
        model = PageLogEntry
        fields = []


class ApprovalsReport(ReportView):
    """The book of approvals, newest first."""

    page_title = "Sổ duyệt tin"
    header_icon = "check"
    index_url_name = "approvals_report"
    index_results_url_name = "approvals_report_results"
    filterset_class = ApprovalsFilterSet
    permission_policy = RightPolicy(PageLogEntry)
    permission_required = "desk.view_royalties"
    list_export = ["timestamp", "label", "what", "who", "comment_text"]
    export_headings = {
        "timestamp": "Lúc",
        "label": "Bài",
        "what": "Việc",
        "who": "Ai",
        "comment_text": "Ý kiến",
    }
    columns = [
        Column("when", label="Lúc"),
        Column("label", label="Bài", classname="title"),
        Column("what", label="Việc"),
        Column("who", label="Ai"),
        Column("comment_text", label="Ý kiến"),
    ]

    def get_filename(self):
        """The file's name without its ending."""
        return f"so-duyet-tin-{timezone.localdate():%Y-%m-%d}"

    def get_queryset(self):
        """Entries about pages of the person's sites; of pages gone for good, for superusers."""
        entries = PageLogEntry.objects.filter(action__in=ACTIONS).order_by("-timestamp")
        if not self.request.user.is_superuser:
            entries = entries.filter(page__in=pages_of(self.request.user).values("pk"))
        return entries.select_related("user")

    def decorate_paginated_queryset(self, object_list):
        """In words."""
        for entry in object_list:
            entry.when = f"{timezone.localtime(entry.timestamp):%d/%m/%Y %H:%M}"
            entry.what = ACTIONS[entry.action]
            entry.who = entry.user_display_name if entry.user_id else "Máy"
            data = entry.data or {}
            entry.comment_text = data.get("comment") or (data.get("workflow") or {}).get(
                "comment", ""
            )
        return object_list
