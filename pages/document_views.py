"""The address of a file goes on being good after the file was replaced by one of another name."""

import unicodedata

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve


def document(request, document_id, document_filename):
    """The file; from a name that it had before, on to its name of today.

    Any other name is "not found", as Wagtail has it: nobody finds files by counting.
    """
    found = get_object_or_404(get_document_model(), pk=document_id)
    asked = unicodedata.normalize("NFC", document_filename)
    if asked in found.former_names and asked != found.filename:
        return HttpResponseRedirect(found.url)
    return serve(request, document_id, document_filename)
