"""The search page, and suggestions for its box."""

from dataclasses import dataclass

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.paging import asked_page, page_of
from search import vain
from search.contacts import asks_for_contacts
from search.excerpts import Marker
from search.filters import chosen_in, section_titles
from search.finding import MAX_HITS, find
from search.queries import read_query
from search.rows import shown
from search.suggestions import suggest
from search.thesaurus import variants

PER_PAGE = 10
EXACTLY = "dung"
"""In the address: the words as they were typed, nothing put right."""
NATIONAL_PORTAL = "https://dichvucong.gov.vn"
"""Its search takes no question in an address that is documented, so the reader types it again there."""


@dataclass(frozen=True)
class Hit:
    """One result as the template shows it; `title` and `excerpt` are HTML."""

    entry: object
    url: str
    title: str
    excerpt: str
    is_near: bool
    section: str


@require_safe
def search(request):
    """`/tim-kiem/?q=`: everything on the site that holds the words."""
    site = Site.find_for_request(request)
    query = read_query(request.GET.get("q", ""))
    chosen = chosen_in(request)
    contacts = asks_for_contacts(query)
    exactly = EXACTLY in request.GET
    wanted = PER_PAGE * asked_page(request)
    findings = find(query, site, chosen, wanted, guesses=not (contacts or exactly))
    page = page_of(request, range(findings.count), PER_PAGE)
    ids = findings.ids[page.start_index() - 1 : page.end_index()] if findings.count else []
    in_vain = query.words and not findings.choices.everything and not contacts
    if in_vain and request.method == "GET":
        vain.note(query, site)
    context = {
        "asked": query,
        "shows_contacts": contacts,
        "chosen": chosen,
        "findings": findings,
        "page_of_ids": page,
        "hits": _hits(request, findings, ids, site),
        "hidden": findings.total > MAX_HITS,
        "exactly": exactly,
        "elsewhere": NATIONAL_PORTAL,
    }
    return render(request, "search/search.html", context)


@require_safe
def suggestions(request):
    """`/tim-kiem/goi-y/?q=`: `{"hits": [{"title", "kind", "url"}]}`, at most six."""
    entries = suggest(read_query(request.GET.get("q", "")), Site.find_for_request(request))
    hits = [
        {"title": entry.title, "kind": entry.kind, "url": _url(request, entry)} for entry in entries
    ]
    response = JsonResponse({"hits": hits}, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _hits(request, findings, ids, site):
    marker = Marker([findings.query, *variants(findings.query, site)])
    near = set(findings.ids[len(findings.ids) - findings.near :])
    return [
        Hit(
            entry,
            _url(request, entry),
            marker.title(entry.title),
            marker.excerpt(entry.text.body, entry.title) or entry.text.summary,
            is_near=entry.pk in near,
            section=section_titles().get(entry.section_id, ""),
        )
        for entry in shown(ids)
    ]


def _url(request, entry):
    return entry.document.url if entry.document_id else entry.page.get_url(request)
