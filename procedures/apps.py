"""See `docs/architecture.md` for what `procedures` may import."""

from types import SimpleNamespace

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Django's entry for the app."""

    name = "procedures"
    verbose_name = "Thủ tục hành chính"
    writes_search_entries = ("naming.py", "content/*.json", "content/plain_words.py")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep the search index and page caches in step with the national text."""
        from offline.books import register_book
        from pages import public_files, sections
        from procedures import (
            calculators,
            doors,
            errand_report,  # noqa: F401 - importing registers its table
            guide,
            listing,
            my_case,
            naming,
            poster,
            signals,
        )
        from procedures.kept_book import handbook
        from procedures.models import (
            Procedure,
            ProcedurePage,
            ProceduresIndexPage,
            ProcedureVersion,
            SignpostPage,
        )

        signals.connect()
        ProceduresIndexPage.contents = SimpleNamespace(
            the_list=listing.index_context,
            calculators=calculators.calculators_context,
            poster=poster.poster_context,
        )
        ProcedurePage.contents = SimpleNamespace(
            guide=guide.guide_context,
            my_case=my_case.my_case_context,
            names_of=naming.names_of,
        )
        SignpostPage.offices_of = staticmethod(doors.offices_of)
        shown = ProcedurePage.objects
        public_files.shown_on(Procedure, lambda ids: shown.filter(procedure__in=ids))
        public_files.shown_on(
            ProcedureVersion, lambda ids: shown.filter(procedure__versions__in=ids)
        )
        register_book(ProceduresIndexPage, handbook)
        sections.register(sections.SectionKind(index="procedures.ProceduresIndexPage"))
