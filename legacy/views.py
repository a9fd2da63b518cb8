"""The admin's pages about the old portal: runs with their progress, one run, the articles to look at."""

import json
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.generic.edit import FormMixin
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Site

from legacy.forms import MoveForm
from legacy.importing import Result
from legacy.models import ImportedArticle, ImportRun
from legacy.received import keep
from legacy.report import write_rows
from legacy.starting import begin, preview_of, with_somebody
from legacy.survey.kinds import Kind
from legacy.undoing import undo
from manuscripts.body import body_from_text

A_PAGE = 20
FILES_SHOWN = 100
UNDATED = "không rõ ngày đăng"


@dataclass(frozen=True)
class Reading:
    """An article to look at, with both readings side by side."""

    record: ImportedArticle
    ours: list[str]
    theirs: list[str]

    @property
    def is_undated(self) -> bool:
        """Nobody can publish it before somebody has given it its day."""
        return UNDATED in self.record.doubts


class OldPortalView(WagtailAdminTemplateMixin, TemplateView):
    """What all these pages share: who may see them."""

    header_icon = "history"
    breadcrumbs_items = []

    def dispatch(self, request, *args, **kwargs):
        """For those who keep the whole site."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RunsView(FormMixin, OldPortalView):
    """Every move so far, the newest first, with how far it has come; and the form that starts another."""

    template_name = "legacy/runs.html"
    page_title = "Chuyển từ trang cũ"
    form_class = MoveForm

    def get_initial(self):
        """The site whose admin this is."""
        return {"site": Site.find_for_request(self.request)}

    def get_context_data(self, **kwargs):
        """The runs, and how many articles wait for somebody to look at them."""
        runs = list(ImportRun.objects.select_related("site")[:50])
        busy = with_somebody(runs)
        return super().get_context_data(
            runs=runs,
            busy=busy,
            is_running=bool(busy),
            waiting=to_look_at().count(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Keep what was sent and begin; what cannot be kept is said beside the form."""
        form = self.get_form()
        if form.is_valid():
            try:
                run = self.begun(form)
            except ValidationError as error:
                form.add_error("files", error)
            else:
                return redirect("old_portal_run", pk=run.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def begun(self, form: MoveForm) -> ImportRun:
        """The new run, with somebody at it."""
        folder = keep(form.cleaned_data["files"], form.cleaned_data["ready"])
        options = {**form.asked, "rehearse": "thu" in self.request.POST}
        run = ImportRun.objects.create(
            site=form.cleaned_data["site"],
            paths=[str(folder)],
            options=options,
            step="đang bắt đầu",
        )
        begin(run)
        return run


class RunView(OldPortalView):
    """The report of one run."""

    template_name = "legacy/run.html"

    def get_page_title(self):
        """With its number."""
        return f"Lần nhập {self.kwargs['pk']}"

    def get_context_data(self, **kwargs):
        """Counts by kind and result, then the files of one kind."""
        run = get_object_or_404(ImportRun, pk=self.kwargs["pk"])
        kind = self.request.GET.get("loai", Kind.ARTICLE.name.lower())
        files = run.files.filter(kind=kind).select_related("page")
        kinds = [
            (k.name.lower(), k.label, run.counts.get(f"kind:{k.name.lower()}", 0)) for k in Kind
        ]
        results = [(r.value, run.counts.get(f"result:{r.name.lower()}", 0)) for r in Result]
        return super().get_context_data(
            run=run,
            kinds=[one for one in kinds if one[2]],
            results=[one for one in results if one[1]],
            chosen=kind,
            files=Paginator(files, FILES_SHOWN).get_page(self.request.GET.get("p")),
            missing=run.missing[:FILES_SHOWN],
            is_busy=bool(with_somebody([run])),
            has_preview=preview_of(run).exists(),
            waiting=to_look_at().filter(run=run).count(),
            **kwargs,
        )


class DoubtsView(OldPortalView):
    """The list "cần xem": both readings of each article, and one button for each."""

    template_name = "legacy/doubts.html"
    page_title = "Bài từ trang cũ cần xem"

    def get_context_data(self, **kwargs):
        """A page of the list."""
        page = Paginator(to_look_at(), A_PAGE).get_page(self.request.GET.get("p"))
        readings = [
            Reading(record, words_of(record.page), record.other_reading.split("\n"))
            for record in page.object_list
        ]
        return super().get_context_data(readings=readings, shown=page, **kwargs)


def to_look_at():
    """Imported articles with doubts that nobody has settled."""
    waiting = ImportedArticle.objects.filter(page__isnull=False, seen_at=None).exclude(doubts=[])
    return waiting.select_related("page").order_by("pk")


def words_of(page) -> list[str]:
    """An article as paragraphs of plain words."""
    latest = page.get_latest_revision_as_object()
    found = [latest.lead, *(b.block.get_searchable_content(b.value) for b in latest.body)]
    return [" ".join(part) if isinstance(part, list) else str(part) for part in found if part]


def for_keepers(view):
    """Only for those who keep the whole site, whatever the method."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@for_keepers
@require_POST
def settle(request, pk):
    """One button: publish our reading, or the second one, or only note that it was seen."""
    record = get_object_or_404(ImportedArticle.objects.select_related("page"), pk=pk, seen_at=None)
    page = record.page
    if page is None or not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    choice = request.POST.get("chon")
    if choice in {"mot", "hai"} and UNDATED not in record.doubts:
        publish(record, request.user, second=choice == "hai")
        messages.success(request, f"Đã đăng “{page.title}”.")
    else:
        messages.success(
            request, f"“{page.title}” vẫn là bản nháp, không còn trong danh sách cần xem."
        )
    ImportedArticle.objects.filter(pk=pk).update(seen_at=timezone.now(), seen_by=request.user)
    return redirect(f"{reverse('old_portal_doubts')}?p={request.POST.get('p') or 1}")


def publish(record: ImportedArticle, user, second: bool) -> None:
    """Publish the chosen reading."""
    article = record.page.get_latest_revision_as_object()
    if second:
        lead, _, rest = record.other_reading.strip().partition("\n")
        article.lead, article.body = lead, json.dumps(body_from_text(rest))
        article.save_revision(user=user).publish(user=user)
    else:
        article.get_latest_revision().publish(user=user)


@for_keepers
@require_POST
def go_on(request, pk):
    """Move what was only rehearsed, or go on with what broke off."""
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state in {ImportRun.State.REHEARSED, ImportRun.State.FAILED, ImportRun.State.RUNNING}:
        if run.state == ImportRun.State.REHEARSED:
            run.options = {**run.options, "rehearse": False}
        run.state, run.step = ImportRun.State.RUNNING, "đang bắt đầu"
        run.save(update_fields=["state", "step", "options"])
        begin(run)
    return redirect("old_portal_run", pk=pk)


@for_keepers
def preview(request, pk):
    """Twenty articles as they would come in."""
    page = preview_of(get_object_or_404(ImportRun, pk=pk))
    if not page.exists():
        raise Http404("Lần nhập này không có trang xem trước")
    return HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")


@for_keepers
@require_POST
def take_back(request, pk):
    """Undo a run."""
    told = undo(get_object_or_404(ImportRun, pk=pk))
    messages.success(
        request,
        f"Đã lấy lại {told['articles']} bài; giữ {told['kept']} bài đã có người sửa hoặc xem.",
    )
    return redirect("old_portal_run", pk=pk)


@for_keepers
def as_csv(request, pk):
    """Every file of a run, for Excel."""
    run = get_object_or_404(ImportRun, pk=pk)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nhap-trang-cu-{run.pk}.csv"'
    write_rows(run, answer)
    return answer
