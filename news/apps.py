"""See `docs/architecture.md` for what `news` may import."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Django's entry for the app."""

    name = "news"
    verbose_name = "Tin tức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Add the published articles to the officials' statistics."""
        from news import publishing_report  # noqa: F401 - importing registers its tables
