"""What accounts add to the admin: the second factor, the review of access, the audit log."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks

from accounts import (
    api,
    first_password,
    own_sessions,
    passkey_views,
    proof,
    second_factor_views,
    walls,
)
from accounts.audit import AuditLog
from accounts.menus import RightMenuItem
from accounts.reviews import AccessReview

PERSONAL_DATA_RIGHTS = ("view_audit_log", "review_access", "assign_roles")
ACTIONS = {
    "accounts.signed_in": ("Đăng nhập", "Đã đăng nhập"),
    "accounts.signed_out": ("Đăng xuất", "Đã đăng xuất"),
    "accounts.sign_in_failed": ("Đăng nhập hỏng", "Nhập sai mật khẩu hoặc tài khoản bị khóa"),
    "accounts.throttled": ("Tạm dừng đăng nhập", "Nhập sai nhiều lần, tạm dừng đăng nhập"),
    "accounts.locked_idle": ("Khóa vì lâu không dùng", "Đã khóa vì 45 ngày không dùng"),
    "accounts.unlocked": ("Mở lại tài khoản", "Đã mở lại tài khoản"),
    "accounts.second_factor_on": ("Bật xác thực hai lớp", "Đã bật xác thực hai lớp"),
    "accounts.second_factor_off": ("Bỏ xác thực hai lớp", "Đã bỏ xác thực hai lớp"),
    "accounts.second_factor_failed": ("Sai mã xác thực", "Nhập sai mã xác thực"),
    "accounts.recovery_codes": ("Mã dự phòng mới", "Đã lấy mã dự phòng mới"),
    "accounts.passkey_added": ("Thêm khóa truy cập", "Đã thêm khóa truy cập (passkey)"),
    "accounts.passkey_removed": ("Bỏ khóa truy cập", "Đã bỏ khóa truy cập (passkey)"),
    "accounts.passkey_copied": ("Khóa truy cập bị sao chép", "Đã từ chối khóa truy cập có bản sao"),
    "accounts.sessions_ended": ("Đăng xuất nơi khác", "Đã đăng xuất ở những nơi khác"),
    "accounts.role_given": ("Giao vai trò", "Được giao vai trò"),
    "accounts.role_taken": ("Thôi vai trò", "Thôi giữ vai trò"),
    "accounts.access_reviewed": ("Rà soát quyền", "Đã rà soát quyền truy cập"),
}


@hooks.register("register_admin_urls")
def admin_urls():
    """Addresses below the admin."""
    return [
        path("xac-thuc/", second_factor_views.manage, name="second_factor"),
        path("xac-thuc/dang-ky/", second_factor_views.enrol, name="second_factor_enrol"),
        path("xac-thuc/nhap-ma/", second_factor_views.verify, name="second_factor_verify"),
        path("xac-thuc/khoa-truy-cap/", passkey_views.add, name="passkey_add"),
        path("xac-thuc/khoa-truy-cap/<int:pk>/", passkey_views.change, name="passkey"),
        path("xac-thuc/mat-khau/", proof.prove_password, name="prove_password"),
        path("mat-khau-cua-toi/", first_password.first_password, name="first_password"),
        path("phien-dang-nhap/", own_sessions.own_sessions, name="own_sessions"),
        path("reports/quyen-truy-cap/", AccessReview.as_view(), name="access_review"),
        path(
            "reports/quyen-truy-cap/results/",
            AccessReview.as_view(results_only=True),
            name="access_review_results",
        ),
        path("reports/nhat-ky/", AuditLog.as_view(), name="audit_log"),
        path(
            "reports/nhat-ky/results/",
            AuditLog.as_view(results_only=True),
            name="audit_log_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def access_review_item():
    """Who may do what."""
    return RightMenuItem(
        "Rà soát quyền truy cập",
        reverse("access_review"),
        icon_name="user",
        order=900,
        right="accounts.review_access",
    )


@hooks.register("register_reports_menu_item")
def audit_log_item():
    """Who did what."""
    return RightMenuItem(
        "Nhật ký hệ thống",
        reverse("audit_log"),
        icon_name="history",
        order=910,
        right="accounts.view_audit_log",
    )


@hooks.register("construct_reports_menu")
def one_history(request, menu_items):
    """The audit log shows everything that Wagtail's site history shows."""
    if request.user.has_perm("accounts.view_audit_log"):
        menu_items[:] = [item for item in menu_items if item.name != "site-history"]


@hooks.register("register_account_menu_item")
def second_factor_item(request):
    """On the page "Tài khoản của tôi"."""
    return {
        "url": reverse("second_factor"),
        "label": "Xác thực hai lớp",
        "help_text": "Ngoài mật khẩu còn hỏi mã trên điện thoại của bạn, hoặc khóa truy cập (passkey).",
    }


@hooks.register("register_account_menu_item")
def own_sessions_item(request):
    """On the page "Tài khoản của tôi"."""
    return {
        "url": reverse("own_sessions"),
        "label": "Nơi đang đăng nhập",
        "help_text": "Xem tài khoản đang mở ở đâu, và đăng xuất khỏi những nơi khác.",
    }


@hooks.register("register_log_actions")
def log_actions(actions):
    """Names of what goes to the audit log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_permissions")
def permissions():
    """Rights that a group's form may offer."""
    return Permission.objects.filter(
        content_type__app_label="accounts", codename__in=PERSONAL_DATA_RIGHTS
    )


@hooks.register("construct_page_chooser_queryset")
def pages_of_own_communes(pages, request):
    """Wagtail offers every page of the install (wagtail#9714)."""
    return walls.of_own(request.user, pages)


@hooks.register("construct_admin_api", order=1000)
def files_of_own_communes(router):
    """Wagtail's API for the editor lists every picture and document."""
    router.register_endpoint("images", api.OwnImages)
    router.register_endpoint("documents", api.OwnDocuments)
    router.register_endpoint("pages", api.OwnPages)
