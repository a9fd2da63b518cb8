"""The handbook of procedures as a book to take along: every guide, its forms and its recordings."""

from offline.books import Book
from pages.models import PortalDocument
from procedures.models import FormFile, ProcedurePage


def handbook(index):
    """All published guides below the index; three queries for any number."""
    guides = ProcedurePage.objects.child_of(index).published()
    rows = list(guides.order_by("path").values_list("slug", "procedure_id", "audio_id"))
    forms = FormFile.objects.filter(procedure_id__in=guides.values("procedure_id"))
    wanted = {audio for _, _, audio in rows if audio} | set(
        forms.values_list("document", flat=True)
    )
    documents = PortalDocument.objects.filter(pk__in=wanted)
    files = {document.url: document.get_file_size() or 0 for document in documents}
    return Book([index.url, *(f"{index.url}{slug}/" for slug, _, _ in rows)], files)
