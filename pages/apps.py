"""See `docs/architecture.md` for what `pages` may import."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Django's entry for the app."""

    name = "pages"
    verbose_name = "Trang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect what follows changes."""
        from pages import signal_handlers, watching

        signal_handlers.connect()
        watching.watch()
