"""Articles in `/sitemap-tin.xml`: with their picture, and as news while they are two days old."""

from datetime import timedelta

from django.utils import timezone

from addresses.sitemaps import SitemapEntry
from news.models import ArticlePage
from pages.pictures import picture_sources

NEWS_AGE = timedelta(days=2)
"""Google's news extension takes articles of the last two days only."""


def article_entries(site, request, limit):
    """A `SitemapEntry` per article, newest first; the same queries for any number of them."""
    fresh_since = timezone.now() - NEWS_AGE
    articles = ArticlePage.objects.published().descendant_of(site.root_page).newest()
    for article in articles.defer_streamfields().select_related("cover")[:limit]:
        url = article.get_full_url(request)
        is_fresh = article.published_at >= fresh_since
        yield SitemapEntry(
            url,
            article.last_published_at or article.published_at,
            image=_image(article, url),
            news_title=article.title if is_fresh else "",
            news_date=article.published_at if is_fresh else None,
        )


def _image(article, url):
    size = picture_sources(article.cover, shape="wide")["largest"] if article.cover else None
    return url.removesuffix(article.get_url()) + size.url if size else ""
