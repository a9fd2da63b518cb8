"""Addresses about addresses: sitemap.xml, the site map for people, robots.txt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from addresses.site_map import branches
from addresses.sitemaps import MAX_URLS, pictured_entries, plain_entries, public_pages
from pages.remembering import remembered


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: all pages, or the list of its parts where there are very many."""
    site = Site.find_for_request(request)
    count = public_pages(site).count()
    if count <= MAX_URLS:
        return _urls(request, site, 1)
    parts = range(1, -(-count // MAX_URLS) + 1)
    locations = [site.root_url + reverse("sitemap_part", args=[part]) for part in parts]
    context = {"locations": locations}
    return render(request, "addresses/sitemap_index.xml", context, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """`/sitemap-2.xml`: the second part."""
    site = Site.find_for_request(request)
    if part < 1 or (part - 1) * MAX_URLS >= public_pages(site).count():
        raise Http404("Không có phần này")
    return _urls(request, site, part)


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """`/sitemap-tin.xml`: the newest articles with their pictures."""
    site = Site.find_for_request(request)
    context = {
        "entries": pictured_entries(site, request),
        "publication": site.site_name or site.hostname,
    }
    return render(request, "addresses/sitemap_news.xml", context, content_type="application/xml")


def _urls(request: HttpRequest, site: Site, part: int) -> HttpResponse:
    context = {"entries": plain_entries(site, request, (part - 1) * MAX_URLS, part * MAX_URLS)}
    return render(request, "addresses/sitemap.xml", context, content_type="application/xml")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """`/so-do-trang/`: the sections and plain pages as a tree."""
    site = Site.find_for_request(request)
    tree = remembered(("site map", site.pk), lambda: branches(site, request), of_site=True)
    return render(request, "addresses/site_map.html", {"branches": tree})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt` (RFC 9309)."""
    site = Site.find_for_request(request)
    context = {
        "closed": [f"{reverse('search')}?", reverse("leave")],
        "sitemaps": [site.root_url + reverse(name) for name in ("sitemap", "sitemap_news")],
    }
    return render(
        request, "addresses/robots.txt", context, content_type="text/plain; charset=utf-8"
    )
