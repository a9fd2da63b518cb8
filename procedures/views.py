"""Answers to "Thông tin này có hữu ích không?"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from procedures import voting
from procedures.models import ProcedurePage

TRAP = "website"
"""A field that people do not see; programs that fill in every field give themselves away."""


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, page_id: int) -> HttpResponse:
    """GET asks (and works without JavaScript from a link); POST counts and asks for a reason."""
    page = _guide(request, page_id)
    if request.method == "GET":
        return _answer(request, page, "ask")
    if not voting.is_from_here(request):
        return _refusal(403, "Không nhận được góp ý", "Hãy gửi từ chính trang hướng dẫn thủ tục.")
    if request.POST.get(TRAP):
        return _answer(request, page, "thanks")
    if not voting.may_vote(request, page.pk):
        return _refusal(
            429, "Hôm nay đã nhận đủ góp ý từ máy này", "Cảm ơn bà con. Mai góp ý tiếp nhé."
        )
    return _counted(request, page)


def _counted(request: HttpRequest, page: ProcedurePage) -> HttpResponse:
    answer = request.POST.get("huu-ich")
    if answer in ("co", "chua"):
        voting.add_vote(page, helpful=answer == "co")
        return _answer(request, page, "thanks" if answer == "co" else "why")
    if "ly-do" in request.POST:
        voting.add_reason(page, request.POST["ly-do"])
        return _answer(request, page, "thanks")
    return redirect(page.url)


def _guide(request: HttpRequest, page_id: int) -> ProcedurePage:
    root = Site.find_for_request(request).root_page
    guides = ProcedurePage.objects.published().descendant_of(root)
    return get_object_or_404(guides, pk=page_id)


def _answer(request: HttpRequest, page: ProcedurePage, state: str) -> HttpResponse:
    context = {"page": page, "state": state, "longest": voting.LONGEST_REASON}
    return render(request, "procedures/vote.html", context)


def _refusal(status: int, title: str, advice: str) -> HttpResponse:
    html = render_to_string("errors/plain.html", {"title": title, "advice": advice})
    return HttpResponse(html, status=status)
