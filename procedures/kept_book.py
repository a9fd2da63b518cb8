"""The handbook of procedures as a book to take along: every guide, its forms and its recordings."""

from offline.books import Book
from pages.models import PortalDocument
from pages.remembering import remembered
from procedures.models import FormFile, ProcedurePage, Recording


def handbook(index):
    """All published guides below the index, remembered until one changes."""
    return remembered(("handbook", index.path), lambda: _handbook(index), of_site=True)


def _handbook(index):
    """Four queries for any number of guides."""
    guides = ProcedurePage.objects.child_of(index).published()
    rows = list(guides.order_by("path").values_list("slug", flat=True))
    forms = FormFile.objects.filter(procedure_id__in=guides.values("procedure_id"))
    spoken = Recording.objects.filter(page__in=guides)
    wanted = {*forms.values_list("document", flat=True), *spoken.values_list("document", flat=True)}
    documents = PortalDocument.objects.filter(pk__in=wanted)
    files = {document.url: document.get_file_size() or 0 for document in documents}
    return Book([index.url, *(f"{index.url}{slug}/" for slug in rows)], files)
