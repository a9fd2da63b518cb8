"""See `docs/architecture.md` for what `news` may import."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Django's entry for the app."""

    name = "news"
    verbose_name = "Tin tức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Give the sitemap of pictures and news its articles."""
        from addresses import sitemaps
        from news.sitemap import article_entries

        sitemaps.register(article_entries)
