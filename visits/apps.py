"""See `docs/architecture.md` for what `visits` may import."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Django's entry for the app."""

    name = "visits"
    verbose_name = "Lượt truy cập"
    default_auto_field = "django.db.models.BigAutoField"
    # Visitors' traces, read by operations.backups.
    not_backed_up = ("SeenView", "DailyVisitor", "NetworkTrace")
    changes_pages = False  # read by pages.watching: rows written here show on no cached page

    def ready(self) -> None:
        """Attach to pages from outside."""
        from pages import moving
        from visits import shown_figures, signals

        signals.connect()
        moving.register("views", shown_figures.views)
        moving.register("statistics", shown_figures.block)
