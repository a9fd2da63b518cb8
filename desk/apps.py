"""See `docs/architecture.md` for what `desk` may import."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The editorial board's desk: roles, approval, checks, trash, reports, royalties."""

    name = "desk"
    verbose_name = "Ban biên tập"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Set roles and approval up whenever there is something new to set up."""
        from desk import (
            signals,
            visit_reports,  # noqa: F401 - importing registers its tables
        )

        signals.connect()
