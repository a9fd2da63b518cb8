"""See `docs/architecture.md` for what `procedures` may import."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Django's entry for the app."""

    name = "procedures"
    verbose_name = "Thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep the search index and page caches in step with the national text."""
        from offline.books import register_book
        from pages import sections
        from procedures import (
            errand_report,  # noqa: F401 - importing registers its table
            signals,
        )
        from procedures.kept_book import handbook
        from procedures.models import ProceduresIndexPage

        signals.connect()
        register_book(ProceduresIndexPage, handbook)
        sections.register(sections.SectionKind(index="procedures.ProceduresIndexPage"))
