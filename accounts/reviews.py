"""The periodic review of who may do what (TCVN 14423:2026), as a list to go through and sign."""

import django_filters
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import ModelLogEntry

from accounts.communes import seen_by
from accounts.factors import Authenticator
from accounts.models import RoleGroup, User
from accounts.records import record
from accounts.rights import RightPolicy

REVIEWED = "accounts.access_reviewed"


class PeopleFilterSet(WagtailFilterSet):
    """Narrow the list."""

    is_active = django_filters.BooleanFilter(label="Đang dùng được")
    second_factor = django_filters.BooleanFilter(label="Có xác thực hai lớp")

    class Meta:
        model = User
        fields = []


class AccessReview(ReportView):
    """Every account: role, section, last use, second factor; a button to say that it was checked."""

    page_title = "Rà soát quyền truy cập"
    header_icon = "user"
    index_url_name = "access_review"
    index_results_url_name = "access_review_results"
    template_name = "accounts/access_review.html"
    filterset_class = PeopleFilterSet
    permission_policy = RightPolicy(User)
    permission_required = "accounts.review_access"
    list_export = [
        "username",
        "get_full_name",
        "email",
        "roles_text",
        "last_used",
        "second_factor",
        "is_active",
    ]
    export_headings = {
        "username": "Tên đăng nhập",
        "get_full_name": "Họ và tên",
        "email": "Thư điện tử",
        "roles_text": "Vai trò",
        "last_used": "Dùng lần cuối",
        "second_factor": "Xác thực hai lớp",
        "is_active": "Đang dùng được",
    }
    columns = [
        TitleColumn("get_full_name", label="Họ và tên", url_name="wagtailusers_users:edit"),
        Column("username", label="Tên đăng nhập"),
        Column("roles_text", label="Vai trò"),
        DateColumn("last_used", label="Dùng lần cuối"),
        Column("idle_days", label="Số ngày không dùng"),
        BooleanColumn("second_factor", label="Hai lớp"),
        BooleanColumn("is_active", label="Đang dùng được"),
    ]

    def get_filename(self):
        """The file's name without its ending."""
        return f"ra-soat-quyen-truy-cap-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self):
        """All accounts with what the list needs, in three queries."""
        devices = Authenticator.objects.filter(user=OuterRef("pk"), confirmed=True)
        roles = RoleGroup.objects.select_related("group").order_by("group__name")
        people = seen_by(self.request.user).order_by("-is_active", "username")
        return people.annotate(second_factor=Exists(devices)).prefetch_related(
            "groups", Prefetch("groups__role", queryset=roles)
        )

    def get_queryset(self):
        """The same."""
        return self.get_base_queryset()

    def decorate_paginated_queryset(self, object_list):
        """Words for each account."""
        today = timezone.now()
        for person in object_list:
            names = [group.name for group in person.groups.all()]
            person.roles_text = (
                ", ".join(["Quản trị cao nhất"] * person.is_superuser + sorted(names)) or "—"
            )
            person.idle_days = (today - person.last_used).days
        return object_list

    def get_context_data(self, **kwargs):
        """Who reviewed last."""
        context = super().get_context_data(**kwargs)
        context["last_review"] = (
            ModelLogEntry.objects.filter(action=REVIEWED).order_by("-timestamp").first()
        )
        return context

    def post(self, request, *args, **kwargs):
        """Put on record that this person has gone through the list today."""
        active = seen_by(request.user).filter(is_active=True).count()
        record(REVIEWED, "Danh sách tài khoản", user=request.user, accounts=active)
        messages.success(request, "Đã ghi vào nhật ký: hôm nay quyền truy cập đã được rà soát.")
        return redirect("access_review")
