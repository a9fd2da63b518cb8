"""Search over every published page."""

from django.shortcuts import render
from wagtail.models import Page, Site

from pages.paging import page_of

PER_PAGE = 10


def search(request):
    """`/tim-kiem/?q=`: pages whose title holds the words."""
    query = " ".join(request.GET.get("q", "").split())[:100]
    root = Site.find_for_request(request).root_page
    pages = Page.objects.live().public().descendant_of(root).filter(title__icontains=query)
    hits = page_of(request, pages.specific() if query else Page.objects.none(), PER_PAGE)
    context = {"query": query, "hits": hits, "cards": [page.card() for page in hits]}
    return render(request, "search/search.html", context)
