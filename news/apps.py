"""See `docs/architecture.md` for what `news` may import."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Django's entry for the app."""

    name = "news"
    verbose_name = "Tin tức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Tell the sitemap what articles are."""
        from addresses import sitemaps
        from news.models import ArticlePage
        from news.sitemap import article_entries

        sitemaps.register(ArticlePage, article_entries)
