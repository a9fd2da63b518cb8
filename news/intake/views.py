"""The admin's "Nhập từ Word": files in, drafts and a report out."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from news.intake.arrivals import begin, receive
from news.intake.forms import WordFilesForm
from news.intake.models import Arrival
from news.intake.sections import sections_open_to
from news.models import ArticlePage

REPORT = "word_import_report"
"""The batch of the last import, in the session."""


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
        """Keep the files; a process of its own makes one draft of each.

        The script sends many files one by one and asks to add to the report already there.
        """
        session = self.request.session
        earlier = session.get(REPORT, "") if form.cleaned_data["go_on"] else ""
        page = self.page_asked_for(form.cleaned_data["page"] or "")
        files = form.cleaned_data["files"][: 1 if page else None]
        session[REPORT] = receive(files, form.chosen_section, self.request.user, earlier, page)
        return redirect("import_word_report")


class ImportWordReportView(WagtailAdminTemplateMixin, TemplateView):
    """What became of each file of the last import of this session."""

    template_name = "news/admin/import_word_report.html"
    page_title = "Kết quả nhập từ Word"
    header_icon = "upload"
    breadcrumbs_items = []

    def get(self, request, *args, **kwargs):
        """Without an import there is nothing to report."""
        own = Arrival.objects.filter(user=request.user).select_related("section")
        batch = request.session.get(REPORT) or getattr(own.last(), "batch", "")
        self.arrivals = list(own.filter(batch=batch))
        if not self.arrivals:
            return redirect("import_word")
        if any(map(is_open, self.arrivals)):
            begin()  # the process that was to do it may have been killed
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """`files`, how many became drafts, how many are still to do, and where to go on."""
        files = list(map(told, self.arrivals))
        drafts = sum("page" in one for one in files)
        waiting = sum(map(is_open, self.arrivals))
        section = self.arrivals[0].section_id
        return super().get_context_data(
            files=files,
            drafts=drafts,
            waiting=waiting,
            refused=len(files) - drafts - waiting,
            again=f"{reverse('import_word')}?chuyen-muc={section}",
            **kwargs,
        )


def is_open(arrival: Arrival) -> bool:
    """Not done yet."""
    return arrival.state != Arrival.State.DONE


def told(arrival: Arrival) -> dict:
    """One file as the report shows it."""
    found = {"file": arrival.name, **arrival.outcome}
    if is_open(arrival):
        found["step"] = arrival.step or arrival.get_state_display()
    elif "page" in found:
        found["edit_url"] = reverse("wagtailadmin_pages:edit", args=[found["page"]])
    return found
