"""What the desk adds to the admin: addresses, menu, home page, hints, trash, colours."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.csrf import csrf_exempt
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.gate import Business, has_business_with_pages, open_to
from accounts.menus import RightMenuItem
from desk import (
    approvals_report,
    editing,
    panels,
    roles_views,
    royalty_log,
    said,
    scheduling,
    session_views,
    trash,
    trash_views,
)
from desk.articles import articles
from desk.handbook import handbook, picture
from desk.royalty_lists import RoyaltyGroup
from pages.late_views import late

LIKELY_ACTIONS = ("approve", "action-publish", "action-submit")
hooks.register("register_log_actions", royalty_log.royalty_actions)
hooks.register("before_create_page", editing.articles_only)
hooks.register("before_publish_page", editing.ask_before_publishing)
hooks.register("after_create_page", editing.warn_on_submission)
hooks.register("after_edit_page", editing.warn_on_submission)
hooks.register("after_edit_page", editing.tell_of_a_passed_end)
hooks.register("before_edit_page", said.why_it_came_back)
hooks.register("after_edit_page", said.what_was_decided)
hooks.register("after_create_page", scheduling.make_it_so)
hooks.register("after_edit_page", scheduling.make_it_so)
hooks.register("before_move_page", editing.only_where_allowed)
hooks.register("before_delete_page", trash_views.instead_of_deleting)
hooks.register("before_bulk_action", trash_views.instead_of_bulk_deleting)


open_to(Business.WRITING, "articles:", "quick_", "trash")
open_to(
    Business.ENTERING,
    "approvals_report", "articles_report", "desk_", "handbook", "penname:", "roles", "royalty_sheet",
    "royaltybudget:", "royaltytable:", "session_",
)  # fmt: skip


@hooks.register("register_admin_urls")
def admin_urls():
    """Addresses below the admin."""
    approvals = approvals_report.ApprovalsReport
    return [
        path("kiem-tra/<int:page_id>/", editing.hints, name="desk_hints"),
        path("van-dang/<int:page_id>/", editing.publish_confirmed, name="desk_publish_confirmed"),
        path("dang-nhanh/", late("desk.quick_views.post"), name="quick_post"),
        path("dang-nhanh/anh/", late("desk.quick_views.photo"), name="quick_photo"),
        path(
            "dang-nhanh/nhan/",
            csrf_exempt(late("desk.quick_views.shared")),  # telephones share without a token
            name="quick_shared",
        ),
        path(
            "dang-nhanh/ung-dung.webmanifest",
            late("desk.quick_views.manifest"),
            name="quick_manifest",
        ),
        path("dang-nhanh/nhan-anh.js", late("desk.quick_views.worker"), name="quick_worker"),
        path("phien/", session_views.state, name="session_state"),
        path("phien/lai/", session_views.again, name="session_again"),
        path("thung-rac/", trash_views.index, name="trash"),
        path("thung-rac/<int:pk>/lay-lai/", trash_views.bring_back, name="trash_bring_back"),
        path("thung-rac/<int:pk>/xoa-han/", trash_views.delete_for_good, name="trash_delete"),
        path("reports/tin-bai/", late("desk.report_views.articles_report"), name="articles_report"),
        path("reports/nhuan-but/", late("desk.royalty_views.sheet"), name="royalty_sheet"),
        path("reports/duyet-tin/", approvals.as_view(), name="approvals_report"),
        path(
            "reports/duyet-tin/results/",
            approvals.as_view(results_only=True),
            name="approvals_report_results",
        ),
        path("vai-tro/", roles_views.index, name="roles"),
        path("so-tay/", handbook, name="handbook"),
        path("so-tay/anh/<slug:name>.png", picture, name="handbook_picture"),
    ]


@hooks.register("register_admin_viewset")
def article_list():
    """The list of articles; what royalties are reckoned from."""
    return [articles, RoyaltyGroup()]


class WritersMenuItem(MenuItem):
    """Shown to people who have some right on pages."""

    def is_shown(self, request):
        """Whether the gate would let the person in."""
        return has_business_with_pages(request.user)


@hooks.register("register_admin_menu_item")
def trash_item():
    """The trash."""
    return WritersMenuItem("Thùng rác", reverse("trash"), name="trash", icon_name="bin", order=9800)


@hooks.register("register_help_menu_item")
def handbook_item():
    """The handbook."""
    return MenuItem("Sổ tay biên tập", reverse("handbook"), icon_name="help", order=1)


@hooks.register("register_reports_menu_item")
def articles_report_item():
    """The report that leaders ask for."""
    return RightMenuItem(
        "Báo cáo tin bài",
        reverse("articles_report"),
        icon_name="doc-full",
        order=10,
        right="desk.view_reports",
    )


@hooks.register("register_reports_menu_item")
def royalty_item():
    """The royalty sheet."""
    return RightMenuItem(
        "Bảng nhuận bút",
        reverse("royalty_sheet"),
        icon_name="table",
        order=20,
        right="desk.view_royalties",
    )


@hooks.register("register_reports_menu_item")
def approvals_item():
    """Who approved what."""
    return RightMenuItem(
        "Sổ duyệt tin",
        reverse("approvals_report"),
        icon_name="check",
        order=30,
        right="desk.view_royalties",
    )


@hooks.register("register_settings_menu_item")
def roles_item():
    """Roles and sections."""
    return RightMenuItem(
        "Vai trò và chuyên mục",
        reverse("roles"),
        icon_name="group",
        order=605,
        right="accounts.assign_roles",
    )


@hooks.register("construct_page_action_menu")
def likely_action_first(menu_items, request, context):
    """Who reviews, approves; who writes, submits. Approving and publishing are one button then."""
    names = [item.name for item in menu_items]
    if "approve" in names:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    likely = next((name for name in LIKELY_ACTIONS if name in names), None)
    menu_items.sort(key=lambda item: item.name != likely)


@hooks.register("construct_help_menu", order=1000)
def only_our_help(request, menu_items):
    """Wagtail's editor guide and release notes are in English and elsewhere."""
    menu_items[:] = [item for item in menu_items if item.url.startswith("/")]


@hooks.register("construct_reports_menu")
def reports_for_readers(request, menu_items):
    """People who only write have their lists on the home page."""
    if not request.user.has_perm("desk.view_reports"):
        menu_items.clear()


@hooks.register("construct_homepage_panels")
def todays_work(request, home_panels):
    """Our lists in place of Wagtail's."""
    home_panels[:] = panels.panels_for(request.user)


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request, items):
    """How many images there are is nobody's work of today."""
    items.clear()


@hooks.register("construct_explorer_page_queryset")
def hide_trash(parent_page, pages, request):
    """Nobody meets deleted pages while browsing."""
    for bin_path in trash.TrashBin.objects.values_list("path", flat=True):
        pages = pages.exclude(path__startswith=bin_path)
    return pages


@hooks.register("construct_page_chooser_queryset")
def choose_no_trash(pages, request):
    """Nobody links to deleted pages."""
    return hide_trash(None, pages, request)


@hooks.register("insert_global_admin_css")
def colours():
    """The admin in the site's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/admin.css"))


@hooks.register("insert_global_admin_js")
def page_behaviour():
    """Printing, and asking before what cannot be undone."""
    return format_html('<script src="{}" defer></script>', static("desk/pages.js"))


@hooks.register("insert_editor_js")
def editor_behaviour():
    """The panel of hints; buttons that wait for what was just typed; blocks that come back."""
    scripts = [(static(f"desk/{name}.js"),) for name in ("hints", "settle", "undo")]
    return format_html_join("", '<script src="{}" defer></script>', scripts)


@hooks.register("register_permissions")
def permissions():
    """Rights that a group's form may offer."""
    return Permission.objects.filter(
        content_type__app_label="desk",
        codename__in=["view_reports", "view_royalties", "manage_royalties"],
    )
