"""Keeps pictures and documents that come in with a text, through the editors' own forms.

The same checks of kind, size and pixels apply as to an upload.
"""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

LONGEST_NAME = 80


def keep_image(content: bytes, name: str, title: str, collection: Collection):
    """A stored image of this content; ValidationError if it may not be kept."""
    return _kept(get_image_form(get_image_model()), content, name, title, collection)


def keep_document(content: bytes, name: str, title: str, collection: Collection):
    """A stored document of this content; ValidationError if it may not be kept."""
    return _kept(get_document_form(get_document_model()), content, name, title, collection)


def collection_named(name: str, shelf: Collection) -> Collection:
    """The collection of that name on a commune's shelf, made when it is not there yet."""
    return shelf.get_children().filter(name=name).first() or shelf.add_child(name=name)


def _kept(form_class, content: bytes, name: str, title: str, collection: Collection):
    path = PurePath(name)
    short = path.stem[:LONGEST_NAME] + path.suffix.lower()
    form = form_class(
        {"title": title[:255], "collection": collection.pk, "tags": ""},
        {"file": SimpleUploadedFile(short, content)},
    )
    form.fields = {name: field for name, field in form.fields.items() if name in _ASKED}
    if not form.is_valid():
        raise ValidationError(
            [message for messages in form.errors.values() for message in messages]
        )
    form.instance.collection = collection
    return form.save()


_ASKED = {"title", "file"}
