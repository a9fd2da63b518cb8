"""The list of articles: section, author, source, date, state, views; filters, bulk actions, export."""

import django_filters
from django import forms
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import WorkflowState

from desk.places import edits_others, every_section, sites_of
from desk.worklists import active_states, scheduled_revisions
from news.models import ArticlePage, Genre, SectionPage
from visits.statistics import views_of

STATES = {
    "draft": "Bản nháp",
    "waiting": "Chờ duyệt",
    "sent_back": "Bị trả lại",
    "scheduled": "Hẹn giờ đăng",
    "live": "Đã xuất bản",
    "changed": "Đã xuất bản, có bản sửa chưa đăng",
    "expired": "Hết hạn",
}


def _sections(request):
    sections = SectionPage.objects.none()
    for site in sites_of(request.user):
        sections = sections | every_section(site)
    return sections.order_by("path")


class SectionFilter(django_filters.ModelChoiceFilter):
    """Articles anywhere below the section."""

    def filter(self, queryset, section):
        """Nothing chosen leaves the list as it is."""
        return queryset.descendant_of(section) if section else queryset


class ArticleFilterSet(WagtailFilterSet):
    """How an editor narrows the list."""

    section = SectionFilter(label="Chuyên mục", queryset=_sections)
    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=list(STATES.items()), method="filter_state"
    )
    published_at = django_filters.DateFromToRangeFilter(
        label="Ngày đăng", widget=DateRangePickerWidget
    )
    author = django_filters.CharFilter(label="Tác giả", lookup_expr="icontains")
    source = django_filters.CharFilter(label="Nguồn", lookup_expr="icontains")
    genre = django_filters.MultipleChoiceFilter(
        label="Thể loại", choices=Genre.choices, widget=forms.CheckboxSelectMultiple
    )
    mine = django_filters.ChoiceFilter(
        label="Người viết", choices=[("toi", "Chỉ bài của tôi")], method="filter_mine"
    )

    class Meta:
        model = ArticlePage
        fields = []

    def filter_mine(self, queryset, name, value):
        """What I wrote."""
        return queryset.filter(owner=self.request.user) if value else queryset

    def filter_state(self, queryset, name, value):
        """One of `STATES`."""
        return queryset.filter(_in_state(value))


def _in_state(state):
    states = active_states()
    waiting = states.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    sent_back = states.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    scheduled = Q(pk__in=scheduled_revisions().values("page_id"))
    in_approval = Q(pk__in=states.values("page_id"))
    return {
        "draft": Q(live=False, expired=False) & ~in_approval & ~scheduled,
        "waiting": Q(pk__in=waiting.values("page_id")),
        "sent_back": Q(pk__in=sent_back.values("page_id")),
        "scheduled": scheduled,
        "live": Q(live=True),
        "changed": Q(live=True, has_unpublished_changes=True),
        "expired": Q(expired=True),
    }[state]


class StateColumn(Column):
    """The state in the board's words; sent back and waiting are told apart from a draft."""

    def get_value(self, article):
        """One of `STATES`."""
        return STATES[state_of(article)]


def state_of(article):
    """The key of the article's state; asks nothing of the database in an annotated list."""
    if article.live:
        return "changed" if article.has_unpublished_changes else "live"
    if article.expired:
        return "expired"
    workflow = article.current_workflow_state
    if workflow:
        in_progress = workflow.status == WorkflowState.STATUS_IN_PROGRESS
        return "waiting" if in_progress else "sent_back"
    return "scheduled" if article.approved_schedule else "draft"


class DayColumn(Column):
    """A date as it stands in the paper."""

    def get_value(self, instance):
        """`21/11/2023`, or a dash for an article that has no date yet."""
        moment = super().get_value(instance)
        return f"{timezone.localtime(moment):%d/%m/%Y}" if moment else "—"


class ArticleList(IndexView):
    """All articles that a person may see, newest work first."""

    page_title = "Bài viết"
    add_item_label = "Viết bài mới"
    list_export = [
        "title", "section_title", "author", "source", "genre_label", "published_at",
        "state", "owner_name", "views", "address",
    ]  # fmt: skip
    export_headings = {
        "title": "Tiêu đề",
        "section_title": "Chuyên mục",
        "author": "Tác giả",
        "source": "Nguồn",
        "genre_label": "Thể loại",
        "published_at": "Ngày đăng",
        "state": "Trạng thái",
        "owner_name": "Người nhập",
        "views": "Lượt xem",
        "address": "Địa chỉ",
    }
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Tiêu đề", sort_key="title", classname="title"),
        ParentPageColumn("parent", label="Chuyên mục", classname="wide-only"),
        Column("author", label="Tác giả", sort_key="author", classname="wide-only"),
        Column("source", label="Nguồn", sort_key="source", classname="wide-only"),
        DayColumn("published_at", label="Ngày đăng", sort_key="published_at"),
        StateColumn("state", label="Trạng thái", sort_key="live"),
        Column("views", label="Lượt xem", classname="number"),
    ]

    def get_filename(self):
        """The file's name without its ending."""
        return f"bai-viet-{timezone.localdate():%Y-%m-%d}"

    def get_base_queryset(self):
        """A contributor's list holds the contributor's own articles only."""
        articles = super().get_base_queryset().select_related("owner")
        user = self.request.user
        return articles if edits_others(user) else articles.filter(owner=user)

    def get_context_data(self, **kwargs):
        """Views of all articles of the page in one question."""
        context = super().get_context_data(**kwargs)
        articles = list(context["object_list"])
        views = views_of([article.pk for article in articles])
        for article in articles:
            article.views = views[article.pk] + article.legacy_views
        context["object_list"] = context["pages"] = articles
        return context

    def to_row_dict(self, article):
        """The row of a spreadsheet."""
        parent = getattr(article, "_parent_page", None) or article.get_parent()
        article.section_title = parent.title
        article.genre_label = article.get_genre_display()
        article.state = STATES[state_of(article)]
        article.owner_name = article.owner.get_full_name() if article.owner else ""
        article.address = article.get_full_url(self.request) or ""
        return super().to_row_dict(article)


class ChooseSection(ChooseParentView):
    """Where the new article belongs: one click; the only section is chosen at once."""

    page_title = "Bài mới thuộc chuyên mục nào?"
    template_name = "desk/choose_section.html"

    def get(self, request, *args, **kwargs):
        """The sections in which this person may write."""
        sections = [
            section
            for section in _sections(request)
            if section.permissions_for_user(request.user).can_add_subpage()
        ]
        if len(sections) == 1:
            return redirect(add_url(sections[0]))
        choices = [(section, add_url(section)) for section in sections]
        return render(request, self.template_name, {"choices": choices, "title": self.page_title})


def add_url(section):
    """Where a new article in the section is written."""
    return reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])


class ArticleListViewSet(PageListingViewSet):
    """Addresses of the list."""

    model = ArticlePage
    name = "articles"
    url_prefix = "bai-viet"
    icon = "doc-full-inverse"
    menu_label = "Bài viết"
    menu_order = 90
    add_to_admin_menu = True
    filterset_class = ArticleFilterSet
    index_view_class = ArticleList
    choose_parent_view_class = ChooseSection


articles = ArticleListViewSet("articles")
