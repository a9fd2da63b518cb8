"""Keeps pictures and documents that come in with a text, through the editors' own forms.

The same checks of kind, size and pixels apply as to an upload, and a file that the site
has already is not kept twice.
"""

from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

LONGEST_NAME = 80


def keep_image(content: bytes, name: str, title: str, collection: Collection):
    """The stored image with this content, made if need be; ValidationError if it may not be."""
    model = get_image_model()
    return _known(model, content) or _kept(get_image_form(model), content, name, title, collection)


def keep_document(content: bytes, name: str, title: str, collection: Collection):
    """The stored document with this content, made if need be; ValidationError if it may not be."""
    model = get_document_model()
    return _known(model, content) or _kept(
        get_document_form(model), content, name, title, collection
    )


def collection_named(name: str) -> Collection:
    """The collection of that name, made when it is not there yet."""
    found = Collection.objects.filter(name=name).first()
    return found or Collection.get_first_root_node().add_child(name=name)


def _known(model, content: bytes):
    return model.objects.filter(file_hash=hash_filelike(BytesIO(content))).first()


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
