"""What procedures add to Wagtail's admin."""

from django.contrib import messages
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from accounts.gate import Business, open_to
from pages.late_views import late
from procedures.checks import guide_warnings, version_warnings
from procedures.desk.report import UpkeepView
from procedures.desk.viewsets import ProceduresGroup
from procedures.models import ProcedurePage, ProcedureVersion

register_snippet(ProceduresGroup)


open_to(Business.ENTERING, "procedures_")


@hooks.register("register_admin_urls")
def admin_urls():
    """Import, export and report."""
    results = UpkeepView.as_view(results_only=True)
    return [
        path("thu-tuc/nhap/", late("procedures.desk.importing.upload"), name="procedures_import"),
        path(
            "thu-tuc/nhap/ghi/",
            late("procedures.desk.importing.apply"),
            name="procedures_import_apply",
        ),
        path(
            "thu-tuc/nhap/<int:pk>/",
            late("procedures.desk.importing.one_run"),
            name="procedures_import_run",
        ),
        path("thu-tuc/xuat/", late("procedures.desk.importing.export"), name="procedures_export"),
        path("bao-cao/thu-tuc/", UpkeepView.as_view(), name="procedures_upkeep"),
        path("bao-cao/thu-tuc/ket-qua/", results, name="procedures_upkeep_results"),
    ]


class _UpkeepMenuItem(MenuItem):
    def is_shown(self, request):
        actions = ["change", "publish"]
        return page_permission_policy.user_has_any_permission(request.user, actions)


@hooks.register("register_reports_menu_item")
def upkeep_menu_item():
    """The report among the other reports."""
    url = reverse("procedures_upkeep")
    return _UpkeepMenuItem("Thủ tục cần kiểm tra", url, icon_name="tasks", order=650)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_about_guide(request, page):
    """After saving a guide: what looks wrong in it and in the text that it tells."""
    if not isinstance(page, ProcedurePage):
        return
    warnings = guide_warnings(page)
    if page.version:
        whole = ProcedureVersion.objects.whole().get(pk=page.version.pk)
        warnings += version_warnings(whole)
    for warning in warnings:
        messages.warning(request, warning)
