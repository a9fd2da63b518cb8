"""The five roles of a commune's editorial board (QĐ 146/QĐ-BTTTT Đ14: approval before publication).

`set_up_roles` is safe to call at any time: after each migration, when a site is made, and when a
section appears. It gives every site its own groups, so that two communes in one install cannot
touch each other's pages.
"""

from wagtail.models import Site

from accounts import walls
from accounts.models import RoleGroup
from accounts.roles import Role, permission_ids, set_up
from desk.places import sections_of

ADMIN_ACCESS = "wagtailadmin.access_admin"
_WRITE_FILES = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
_ALL_FILES = (
    *_WRITE_FILES,
    "wagtailimages.change_image",  # Wagtail takes this for the right to delete too
    "wagtaildocs.change_document",
    "wagtailimages.delete_image",
    "wagtaildocs.delete_document",
)
_ALL_PAGES = (
    "add_page",
    "change_page",
    "publish_page",
    "bulk_delete_page",
    "lock_page",
    "unlock_page",
)


def _all_of(app_label, model):
    return tuple(f"{app_label}.{verb}_{model}" for verb in ("add", "change", "delete", "view"))


_REPORTS = ("desk.view_reports", "visits.view_statistics")
_BOARD = (
    ADMIN_ACCESS,
    *_REPORTS,
    "desk.view_royalties",
    "desk.manage_royalties",
    *_all_of("links", "linkgroup"),
    *_all_of("desk", "royaltytable"),
    *_all_of("desk", "royaltybudget"),
    *_all_of("desk", "penname"),
    *_all_of("search", "synonym"),
    *_all_of("search", "bestbet"),
    *_all_of("search", "checkedquestion"),
    "procedures.view_procedure",
    "procedures.view_procedureversion",
)
_NATIONAL_TEXT = tuple(
    permission
    for model in (
        "procedure",
        "procedureversion",
        "lifeevent",
        "subjectarea",
        "repealeddocument",
    )
    for permission in _all_of("procedures", model)
)
"""Procedures' national text is shared by every site: of the province, or of the only commune there is."""

CONTRIBUTOR = Role(
    key="contributor",
    name="Cộng tác viên",
    about="Viết bài và gửi duyệt bài của mình; chỉ sửa được bài mình viết.",
    page_permissions=("add_page",),
    permissions=(ADMIN_ACCESS,),
    collection_permissions=_WRITE_FILES,
)
EDITOR = Role(
    key="editor",
    name="Biên tập viên",
    about="Viết và sửa mọi bài trong chuyên mục được giao, gửi duyệt; không tự đăng.",
    page_permissions=("add_page", "change_page"),
    permissions=(ADMIN_ACCESS,),
    collection_permissions=_WRITE_FILES,
)
CHIEF = Role(
    key="chief",
    name="Tổng biên tập",
    about="Duyệt, trả lại, đăng, hẹn giờ và gỡ bài; xem báo cáo, chốt bảng nhuận bút.",
    page_permissions=_ALL_PAGES,
    whole_site=True,
    permissions=_BOARD,
    site_permissions=("links.change_navigation",),
    collection_permissions=_ALL_FILES,
    requires_second_factor=True,
)
ADMINISTRATOR = Role(
    key="administrator",
    name="Quản trị",
    about="Như Tổng biên tập, thêm tài khoản, vai trò, thông tin của xã, nhật ký hệ thống.",
    page_permissions=_ALL_PAGES,
    whole_site=True,
    permissions=(
        *_BOARD,
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_user",
        "accounts.view_audit_log",
        "accounts.review_access",
        "accounts.assign_roles",
        *_all_of("wagtailredirects", "redirect"),
        *_all_of("pages", "downtimenotice"),
        *(f"wagtailcore.{verb}_collection" for verb in ("add", "change", "delete")),
        *_all_of("procedures", "office"),
    ),
    while_alone=_NATIONAL_TEXT,
    site_permissions=(
        "links.change_navigation",
        "pages.change_siteidentity",
        "visits.change_visitsettings",
    ),
    collection_permissions=_ALL_FILES,
    requires_second_factor=True,
)
STATISTICS_READER = Role(
    key="statistics",
    name="Xem thống kê",
    about="Xem thống kê truy cập và báo cáo tin bài; không sửa gì.",
    permissions=(ADMIN_ACCESS, *_REPORTS),
)
PROVINCE = Role(
    key="province",
    name="Quản trị cấp tỉnh",
    about="Giữ phần dùng chung của mọi xã: nội dung thủ tục, việc trong đời sống, danh mục quốc gia.",
    permissions=(ADMIN_ACCESS, *_NATIONAL_TEXT),
    requires_second_factor=True,
)
"""Of no site; only where an install has several communes, and given by superusers."""
ROLES = (CONTRIBUTOR, EDITOR, CHIEF, ADMINISTRATOR, STATISTICS_READER)
SECTION_ROLES = (CONTRIBUTOR, EDITOR)
"""The roles that can be given for a single section."""


def set_up_roles(sites=None):
    """Bring the roles of every site (or the given ones) to what this module says."""
    known = permission_ids()
    for site in sites or Site.objects.select_related("root_page"):
        for role in ROLES:
            set_up(role, site, _pages(role, site), known=known)
    if walls.stand():
        set_up(PROVINCE, None, [], known=known)


def set_up_section_roles(site):
    """The same for the groups that work in one section of a site."""
    roles = {role.key: role for role in SECTION_ROLES}
    known = permission_ids()
    held = RoleGroup.objects.filter(site=site, role__in=roles).exclude(place=None)
    for group in held.select_related("place"):
        set_up(roles[group.role], site, [group.place], place=group.place, known=known)


def section_group(role, section):
    """The group that holds `role` in one section only, made when first asked for."""
    site = next(site for site in Site.objects.all() if section.path.startswith(site.root_page.path))
    return set_up(role, site, [section], place=section)


def _pages(role, site):
    if not role.page_permissions:
        return []
    return [site.root_page] if role.whole_site else list(sections_of(site))
