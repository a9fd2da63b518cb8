"""Articles that belong together though they stand in different sections: one tag, one author."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from taggit.models import Tag
from wagtail.models import Site

from news.models import ArticlePage
from pages.paging import page_of

PER_PAGE = 20
LONGEST_NAME = 160


@require_safe
def with_tag(request, name):
    """`/the/TAG/`: the site's articles with one tag, newest first."""
    _check(name)
    tag = get_object_or_404(Tag, name=name)
    return _list(request, _articles(request).filter(tagged_items__tag=tag), "Thẻ", tag.name)


@require_safe
def by_author(request, name):
    """`/tac-gia/NAME/`: the site's articles under one name or pen name, as it stands in the byline."""
    _check(name)
    return _list(request, _articles(request).filter(author=name), "Tác giả", name)


def _check(name):
    if len(name) > LONGEST_NAME or "\x00" in name:
        raise Http404("Không có tên này")


def _articles(request):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("Không có trang này")
    return ArticlePage.objects.published().descendant_of(site.root_page).newest()


def _list(request, articles, kicker, title):
    keys = page_of(request, articles.values_list("pk", flat=True), PER_PAGE)
    if not keys.paginator.count:
        raise Http404(f"Chưa có bài nào: {title}")
    cards = [one.card() for one in ArticlePage.objects.for_titles().in_order_of(keys.object_list)]
    context = {"kicker": kicker, "heading": title, "articles": keys, "cards": cards}
    return render(request, "news/grouped.html", context)
