"""The admin's page "Điều chỉnh tìm kiếm": try other names and a first page, see what changes, then save."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Site

from accounts.communes import sites_worked_for_by
from search import evaluation
from search.filters import Chosen
from search.finding import find
from search.folding import folded_text
from search.models import BestBet, Synonym
from search.queries import MAX_LENGTH, read_query
from search.rows import shown
from search.steering import trying
from search.thesaurus import names_in

RIGHT = "search.change_synonym"
_SHOWN = 5
_NOTHING_CHOSEN = "Hãy ghi ít nhất một cách gọi khác, hoặc chọn trang nên hiện đầu tiên."
_ELSEWHERE = "Trang này không thuộc trang của xã đã chọn, hoặc chưa đăng."
_NO_WORDS = "Câu này không có chữ nào để tìm."


class TrialForm(forms.Form):
    """One question and how it should be answered."""

    q = forms.CharField(label="Câu bà con gõ", max_length=MAX_LENGTH)
    names = forms.CharField(
        label="Các cách gọi khác của cùng việc ấy",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một cách gọi, hoặc cách nhau bằng dấu phẩy.",
    )
    page = forms.ModelChoiceField(
        label="Trang nên hiện đầu tiên",
        queryset=Page.objects.live(),
        required=False,
        widget=AdminPageChooser,
    )
    site = forms.ModelChoiceField(
        label="Trang của xã", queryset=Site.objects.none(), empty_label=None, required=False
    )

    def __init__(self, *args, sites, default_site, **kwargs):
        super().__init__(*args, **kwargs)
        self.default_site = default_site
        self.fields["site"].queryset = sites
        self.fields["site"].initial = default_site
        if self.fields["site"].queryset.count() < 2:
            self.fields["site"].widget = forms.HiddenInput()

    def clean_q(self):
        """A question of signs alone asks for nothing."""
        if not folded_text(self.cleaned_data["q"]):
            raise forms.ValidationError(_NO_WORDS)
        return self.cleaned_data["q"]

    def clean(self):
        """The page must be one of the site's."""
        given = super().clean()
        given["site"] = given.get("site") or self.default_site
        page = given.get("page")
        if page and not page.path.startswith(given["site"].root_page.path):
            self.add_error("page", _ELSEWHERE)
        if "names" in given:
            given["names"] = names_in(given["names"])
        return given


@dataclass(frozen=True)
class Row:
    """One of the first hits; `change` says in words what is new about its place."""

    entry: object
    change: str = ""


@permission_required(RIGHT)
def trial(request):
    """`dieu-chinh-tim-kiem/?q=`: the form; POST with `luu` stores, any other POST only tries."""
    sites = Site.objects.filter(pk__in=sites_worked_for_by(request.user))
    here = Site.find_for_request(request)
    site = sites.filter(pk=here.pk if here else None).first() or sites.first()
    if site is None:
        raise PermissionDenied
    given = (
        request.POST if request.method == "POST" else request.GET if "q" in request.GET else None
    )
    form = TrialForm(given, sites=sites, default_site=site)
    wants_to_save = request.method == "POST" and "luu" in request.POST
    if form.is_valid() and wants_to_save:
        if _save(form.cleaned_data):
            messages.success(request, "Đã lưu. Bà con tìm lại là thấy ngay.")
            return redirect(f"{reverse('search_trial')}?{_query(form)}")
        form.add_error(None, _NOTHING_CHOSEN)
    context = {"form": form, "lists": _lists(request.user)}
    context["measured"] = [figures for figures in evaluation.figures(site) if figures]
    if form.is_bound and "q" in form.cleaned_data and "page" in form.cleaned_data:
        context |= _compared(form.cleaned_data)
    return render(request, "search/admin/trial.html", context)


def _query(form):
    return urlencode({"q": form.cleaned_data["q"], "site": form.cleaned_data["site"].pk})


def _compared(given):
    """The first hits now, and after saving where something is tried."""
    text, site, page = given["q"], given["site"], given["page"]
    now = _first_hits(text, site)
    context = {"now": [Row(entry) for entry in now]}
    if given["names"] or page:
        names = [text, *given["names"]] if given["names"] else ()
        with trying(names, text, page):
            then = _first_hits(text, site)
        context |= {"then": _changes(now, then), "tries": True}
    return context


def _first_hits(text, site):
    return shown(find(read_query(text), site, Chosen()).ids[:_SHOWN])


def _changes(now, then):
    places = {entry.pk: place for place, entry in enumerate(now, 1)}
    rows = []
    for place, entry in enumerate(then, 1):
        before = places.get(entry.pk)
        change = (
            "mới vào" if before is None else f"trước đứng thứ {before}" if before != place else ""
        )
        rows.append(Row(entry, change))
    return rows


def _save(given):
    """Store what the form says; whether it said anything."""
    if given["names"]:
        _save_names(given["site"], [given["q"], *given["names"]])
    if given["page"]:
        _save_page(given["site"], given["q"], given["page"])
    return bool(given["names"] or given["page"])


def _save_names(site, names):
    """Into the site's group that holds the question already, else into a new one."""
    asked = folded_text(names[0])
    for group in Synonym.objects.filter(site=site):
        known = names_in(group.names)
        if asked in map(folded_text, known):
            break
    else:
        group, known = Synonym(site=site), []
    folded = {folded_text(name) for name in known}
    group.names = "\n".join([*known, *(name for name in names if folded_text(name) not in folded)])
    group.save()


def _save_page(site, question, page):
    """The question leaves the other pages for which it was chosen before."""
    asked = folded_text(question)
    for bet in BestBet.objects.filter(site=site):
        kept = [one for one in bet.questions.splitlines() if folded_text(one) != asked]
        if kept != bet.questions.splitlines():
            bet.questions = "\n".join(kept)
            bet.save() if kept else bet.delete()
    bet = BestBet.objects.filter(site=site, page=page).first() or BestBet(site=site, page=page)
    bet.questions = "\n".join(filter(None, [bet.questions, question]))
    bet.save()


def _lists(user):
    """(name, address) of the lists behind it that the person may open."""
    lists = (
        ("search.change_synonym", "Các cách gọi khác", "wagtailsnippets_search_synonym:list"),
        ("search.change_bestbet", "Trang nên hiện đầu tiên", "bestbet:index"),
        ("search.change_checkedquestion", "Câu hỏi kiểm tra", "checkedquestion:index"),
    )
    found = [(name, reverse(address)) for right, name, address in lists if user.has_perm(right)]
    return [*found, ("Tìm không thấy", reverse("vain_searches"))]
