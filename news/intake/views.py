"""The admin's "Nhập từ Word": files in, drafts and a report out."""

from time import monotonic

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from manuscripts.office import read_any
from manuscripts.word.refusals import WordRefusedError
from news.intake.drafting import file_draft
from news.intake.forms import WordFilesForm
from news.intake.sections import sections_open_to
from news.models import ArticlePage

MOST_SHOWN = 20
REPORT = "word_import_report"
LONGEST_TURN = 40
"""Seconds after which no further file of one request is begun; a proxy gives up after 60."""
NOT_BEGUN = (
    "Chưa nhập tệp này: các tệp gửi cùng lúc đã mất nhiều thời gian. Hãy nhập lại riêng tệp này."
)


class ImportWordView(WagtailAdminTemplateMixin, FormView):
    """Choose files and a section; only for those who may add an article somewhere."""

    template_name = "news/admin/import_word.html"
    form_class = WordFilesForm
    page_title = "Nhập từ Word"
    header_icon = "upload"
    breadcrumbs_items = []

    def dispatch(self, request, *args, **kwargs):
        """Nobody sees the form who could not use it."""
        self.sections = sections_open_to(request.user)
        if not self.sections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """The sections open to this user."""
        return {**super().get_form_kwargs(), "sections": self.sections}

    def get_initial(self):
        """The section whose button was pressed."""
        page = self.page_asked_for(self.request.GET.get("bai", ""))
        if page:
            return {"section": page.get_parent().pk, "page": page.pk}
        return {"section": self.request.GET.get("chuyen-muc", "")}

    def page_asked_for(self, number) -> ArticlePage | None:
        """The draft that a corrected file is for; only one that this user may edit."""
        known = str(number).isdecimal() and len(str(number)) < 12
        page = ArticlePage.objects.filter(pk=int(number)).first() if known else None
        may = page is not None and page.permissions_for_user(self.request.user).can_edit()
        return page if may and not page.live else None

    def form_valid(self, form):
        """One draft per file; each file succeeds or fails alone.

        The script sends many files one by one and asks to add to the report already there.
        """
        section, user = form.chosen_section, self.request.user
        session = self.request.session
        earlier = session.get(REPORT, {}).get("files", []) if form.cleaned_data["go_on"] else []
        page = self.page_asked_for(form.cleaned_data["page"] or "")
        files = form.cleaned_data["files"][: 1 if page else None]
        report = [*earlier, *outcomes(files, section, user, page)]
        session[REPORT] = {"section": section.pk, "files": report}
        return redirect("import_word_report")


class ImportWordReportView(WagtailAdminTemplateMixin, TemplateView):
    """What became of each file of the last import of this session."""

    template_name = "news/admin/import_word_report.html"
    page_title = "Kết quả nhập từ Word"
    header_icon = "upload"
    breadcrumbs_items = []

    def get(self, request, *args, **kwargs):
        """Without an import there is nothing to report."""
        if REPORT not in request.session:
            return redirect("import_word")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """`files`, how many became drafts, and where to go on."""
        report = self.request.session[REPORT]
        files = [
            {**one, "edit_url": reverse("wagtailadmin_pages:edit", args=[one["page"]])}
            if "page" in one
            else one
            for one in report["files"]
        ]
        drafts = sum("page" in one for one in files)
        again = f"{reverse('import_word')}?chuyen-muc={report['section']}"
        return super().get_context_data(
            files=files, drafts=drafts, refused=len(files) - drafts, again=again, **kwargs
        )


def outcomes(uploads, section, user, page=None) -> list[dict]:
    """What became of each upload, in turn, as long as there is time."""
    end = monotonic() + LONGEST_TURN
    return [
        outcome(upload, section, user, page)
        if monotonic() < end
        else {"file": upload.name, "reason": NOT_BEGUN}
        for upload in uploads
    ]


def outcome(upload, section, user, page=None) -> dict:
    """What became of one upload, in plain values that a session can hold."""
    try:
        article = read_any(upload.file, upload.name)
        upload.seek(0)
        draft = file_draft(article, section, user, upload.read(), page)
    except WordRefusedError as refused:
        return {"file": upload.name, "reason": refused.reason}
    figures = article.manuscript.figures
    shown = [figure for figure in figures if article.pictures.has(figure.src)]
    return {
        "file": upload.name,
        "page": draft.page.pk,
        "title": draft.page.title,
        "section": section.title,
        "author": draft.page.author,
        "pictures": len(shown),
        "undescribed": sum(not figure.alt for figure in shown),
        "captions": sum(bool(figure.caption) for figure in figures),
        "missing": [f.caption for f in figures if f.caption and not article.pictures.has(f.src)],
        "notes": draft.notes,
        "lost": [missing.said for missing in article.missing[:MOST_SHOWN]],
        "more": max(0, len(article.missing) - MOST_SHOWN),
    }
