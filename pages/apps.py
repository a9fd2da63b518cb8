"""See `docs/architecture.md` for what `pages` may import."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Django's entry for the app."""

    name = "pages"
    verbose_name = "Trang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect what follows changes."""
        from wagtail.models import ReferenceIndex

        from pages import closing, moving, one_line, shown, signal_handlers, today, watching
        from pages.identity import SiteIdentity

        one_line.connect()
        signal_handlers.connect()
        watching.watch()
        shown.connect()
        closing.connect()
        moving.register("day", today.day_in_words)
        ReferenceIndex.register_model(SiteIdentity)  # the emblem: Wagtail leaves settings out
