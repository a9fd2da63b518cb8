"""The address of a file goes on being good after the file was replaced by one of another name."""

import unicodedata

from pages.documents import PortalDocument


def address_of_today(document_id, asked_name: str) -> str:
    """Where the file is now that once had this name; "" for a name that it never had.

    Any other name stays "not found", as Wagtail has it: nobody finds files by counting.
    """
    found = PortalDocument.objects.filter(pk=document_id).first()
    name = unicodedata.normalize("NFC", asked_name)
    return found.url if found and name in found.former_names and name != found.filename else ""
