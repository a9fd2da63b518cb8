"""Lists and forms of the national layer."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    InspectView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from accounts.owned_lists import OwnChooser, OwnSnippets
from procedures.checks import version_warnings
from procedures.desk.panels import procedure_edit_handler, version_edit_handler
from procedures.desk.rights import IMPORT_RIGHTS
from procedures.exchange.records import record_of
from procedures.exchange.structure import PART_LABELS
from procedures.exchange.wording import in_words
from procedures.models import (
    LifeEvent,
    Office,
    Procedure,
    ProcedureVersion,
    RepealedDocument,
    SubjectArea,
)

READ_ONLY = "Nội dung này nhập từ danh mục quốc gia nên chỉ xem. Phần của xã sửa ở trang hướng dẫn."


HAS_TEXTS = (
    "Thủ tục còn nội dung theo từng thời kỳ nên không xóa được. Hãy đổi tình trạng thành bãi bỏ."
)


class _SaysWhatToDoInstead:
    """A view that refuses some objects: whoever has the right to it reads why, nobody else does.

    In `get` and `post`, because Wagtail asks for the right in `dispatch`.
    """

    def get(self, request, *args, **kwargs):
        return self.instead() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.instead() or super().post(request, *args, **kwargs)


class ProcedureDeleteView(_SaysWhatToDoInstead, DeleteView):
    """A procedure that has texts stays: guides, history and imports lean on them."""

    def instead(self):
        """Where to go, or None when it may be deleted."""
        if not self.object.versions.exists():
            return None
        messages.error(self.request, HAS_TEXTS)
        return redirect("wagtailsnippets_procedures_procedure:edit", self.object.pk)


class ProcedureViewSet(SnippetViewSet):
    """Procedures of the list: state, links, forms to download."""

    model = Procedure
    delete_view_class = ProcedureDeleteView
    icon = "list-ul"
    menu_label = "Danh mục thủ tục"
    list_display = ["code", Column("current_name", label="Tên"), "state"]
    list_filter = ["state", "life_events"]
    search_fields = ["code", "versions__name"]
    list_per_page = 20

    def get_queryset(self, request):
        """With the names in force, so that a list costs two queries."""
        current = ProcedureVersion.objects.current(timezone.localdate())
        named = Prefetch("versions", queryset=current, to_attr="current_versions")
        return Procedure.objects.prefetch_related(named)

    @cached_property
    def edit_handler(self):
        """The panels."""
        return procedure_edit_handler()


class _WarnsAfterSaving:
    """Says what looks wrong once the text is safely stored."""

    def save_instance(self):
        instance = super().save_instance()
        whole = ProcedureVersion.objects.whole().get(pk=instance.pk)
        for warning in version_warnings(whole):
            messages.warning(self.request, warning)
        return instance


class _KeepsImported(_SaysWhatToDoInstead):
    """Imported text is looked at, not changed; the next import would undo it anyway."""

    def instead(self):
        """Where to go, or None when it was typed by hand."""
        if not self.object.is_imported:
            return None
        messages.info(self.request, READ_ONLY)
        return redirect(version_viewset_url("inspect", self.object.pk))


class VersionCreateView(_WarnsAfterSaving, CreateView):
    """A version typed by hand."""


class VersionEditView(_KeepsImported, _WarnsAfterSaving, EditView):
    """Edit what was typed by hand."""


class VersionDeleteView(_KeepsImported, DeleteView):
    """Delete what was typed by hand."""


class VersionInspectView(InspectView):
    """The whole sheet to read."""

    template_name = "procedures/desk/inspect_version.html"

    def get_context_data(self, **kwargs):
        """`parts`: (label, text) in the order of the sheet; `warnings`; `guides`."""
        context = super().get_context_data(**kwargs)
        version = ProcedureVersion.objects.whole().get(pk=self.object.pk)
        record = record_of(version)
        return context | {
            "parts": [
                (label, in_words(part, record.get(part))) for part, label in PART_LABELS.items()
            ],
            "warnings": version_warnings(version),
            "guides": version.procedure.guides.live(),
        }


class VersionFilterSet(WagtailFilterSet):
    """How the list is narrowed."""

    is_online = BooleanFilter(label="Nộp được trên mạng")

    class Meta:
        model = ProcedureVersion
        fields = ["subject_areas", "origin", "is_online", "is_sample"]


class VersionViewSet(SnippetViewSet):
    """What the list says of each procedure, by period."""

    model = ProcedureVersion
    icon = "doc-full"
    menu_label = "Nội dung thủ tục"
    list_display = [
        "name",
        Column("procedure.code", label="Mã"),
        Column("since", label="Áp dụng từ"),
        Column("get_origin_display", label="Nguồn gốc"),
    ]
    filterset_class = VersionFilterSet
    search_fields = ["procedure__code", "name"]
    list_per_page = 20
    inspect_view_enabled = True
    add_view_class = VersionCreateView
    edit_view_class = VersionEditView
    delete_view_class = VersionDeleteView
    inspect_view_class = VersionInspectView
    copy_view_enabled = False

    def get_queryset(self, request):
        """With the code, so that a list costs one query."""
        return ProcedureVersion.objects.select_related("procedure")

    @cached_property
    def edit_handler(self):
        """The panels."""
        return version_edit_handler()


class LifeEventViewSet(SnippetViewSet):
    """Life events in residents' words."""

    model = LifeEvent
    icon = "calendar"
    menu_label = "Việc trong đời sống"
    list_display = ["name", "order"]


class SubjectAreaViewSet(SnippetViewSet):
    """Subject areas of the list."""

    model = SubjectArea
    icon = "folder-open-inverse"
    menu_label = "Lĩnh vực"


class OfficeViewSet(SnippetViewSet):
    """Police, court, land office…: the doors that guides and signposts send people to."""

    model = Office
    index_view_class = OwnSnippets
    chooser_viewset_class = OwnChooser
    icon = "home"
    menu_label = "Cơ quan chỉ đường"
    list_display = ["name", Column("get_kind_display", label="Loại"), "address", "telephone"]


class RepealedDocumentViewSet(SnippetViewSet):
    """Legal documents that no longer stand."""

    model = RepealedDocument
    icon = "cross"
    menu_label = "Văn bản hết hiệu lực"
    list_display = ["number", "repealed_on", "replaced_by"]


class ProceduresGroup(SnippetViewSetGroup):
    """The menu "Thủ tục"."""

    items = (
        ProcedureViewSet,
        VersionViewSet,
        LifeEventViewSet,
        SubjectAreaViewSet,
        OfficeViewSet,
        RepealedDocumentViewSet,
    )
    menu_label = "Thủ tục"
    menu_icon = "tasks"
    menu_order = 250

    def get_submenu_items(self):
        """The lists, then the import."""
        from wagtail.admin.menu import MenuItem  # the menu needs the app registry

        class ImportMenuItem(MenuItem):
            """Without it the menu would stand there for people who may open nothing in it."""

            def is_shown(self, request):
                """The same question as the import asks."""
                return request.user.has_perms(IMPORT_RIGHTS)

        items = super().get_submenu_items()
        address = reverse("procedures_import")
        return [*items, ImportMenuItem("Nhập từ tệp", address, icon_name="upload", order=900)]


def version_viewset_url(view, pk):
    """The address of a view of one version."""
    return reverse(ProcedureVersion.snippet_viewset.get_url_name(view), args=[pk])
