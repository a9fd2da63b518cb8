"""See `docs/architecture.md` for what `search` may import."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Django's entry for the app."""

    name = "search"
    label = "search"
    verbose_name = "Tìm kiếm"
    default_auto_field = "django.db.models.BigAutoField"
    not_backed_up = ("SearchEntry", "EntryText", "Posting")
    rebuilt_after_restore = "rebuild_search"

    def ready(self):
        """Keep the index in step with the pages."""
        from search import signals

        signals.connect()
