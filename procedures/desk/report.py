"""The report "Thủ tục cần kiểm tra" in the admin."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from procedures.models import ProcedurePage
from procedures.upkeep import findings


class UpkeepView(ReportView):
    """Guides that somebody should look at, with the reasons; CSV and XLSX come with it."""

    index_url_name = "procedures_upkeep"
    index_results_url_name = "procedures_upkeep_results"
    results_template_name = "procedures/desk/upkeep_results.html"
    page_title = "Thủ tục cần kiểm tra"
    header_icon = "tasks"
    list_export = ["code", "title", "reason_text"]
    export_headings = {"code": "Mã", "title": "Thủ tục", "reason_text": "Vì sao"}
    default_ordering = None

    def dispatch(self, request, *args, **kwargs):
        """For people who may edit pages."""
        if not page_permission_policy.user_has_any_permission(request.user, ["change", "publish"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        """Findings of the guides that this person may edit."""
        guides = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["change", "publish"]
        )
        return findings(ProcedurePage.objects.live().filter(pk__in=guides.values("pk")))

    def get_filtered_queryset(self):
        """The list as it is: reasons cannot be filtered by the database."""
        return self.get_queryset()

    def get_filename(self):
        """The name of the export."""
        return "thu-tuc-can-kiem-tra"
